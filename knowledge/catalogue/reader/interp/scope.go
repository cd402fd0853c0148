package interp

import (
	"go/ast"
	"go/token"

	"columbo/catalogue-reader/source"
)

// Scope holds the names of one block.
type Scope struct {
	parent  *Scope
	file    *source.File
	names   map[string]*Cell
	types   map[string]*Type
	frame   *frame
	iota    int
	inConst bool
}

// frame is one running call.
type frame struct {
	results []Value
	named   []*Cell
	// perhaps holds the results of returns below undecided conditions.
	perhaps [][]Value
	raised  int
	// deferred are the calls to run when this one ends, with how undecided they are.
	deferred []func()
}

// FileScope is the scope of a file's package-level names.
func FileScope(file *source.File) *Scope { return &Scope{file: file} }

func (s *Scope) inner() *Scope {
	return &Scope{parent: s, file: s.file, frame: s.frame}
}

func (s *Scope) lookup(name string) *Cell {
	for at := s; at != nil; at = at.parent {
		if cell, ok := at.names[name]; ok {
			return cell
		}
	}
	return nil
}

func (s *Scope) declare(name string, cell *Cell) {
	if s.names == nil {
		s.names = map[string]*Cell{}
	}
	if name != "_" {
		s.names[name] = cell
	}
}

func (s *Scope) typeParam(name string) *Type {
	for at := s; at != nil; at = at.parent {
		if t, ok := at.types[name]; ok {
			return t
		}
		if _, shadowed := at.names[name]; shadowed {
			return nil
		}
	}
	return nil
}

func (s *Scope) typeParams() map[string]*Type {
	for at := s; at != nil; at = at.parent {
		if at.types != nil {
			return at.types
		}
	}
	return nil
}

// declareTypes and constants inside functions.
func (m *Machine) declareLocal(group *ast.GenDecl, scope *Scope) {
	var values []ast.Expr
	var typ ast.Expr
	for at, spec := range group.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if scope.types == nil {
				scope.types = map[string]*Type{}
			}
			scope.types[spec.Name.Name] = m.ResolveType(spec.Type, scope)
		case *ast.ValueSpec:
			if group.Tok == token.VAR || len(spec.Values) > 0 {
				values, typ = spec.Values, spec.Type
			}
			m.declareValues(spec.Names, values, typ, scope, at)
		}
	}
}

func (m *Machine) declareValues(names []*ast.Ident, values []ast.Expr, typ ast.Expr, scope *Scope, iota int) {
	var t *Type
	if typ != nil {
		t = m.ResolveType(typ, scope)
	}
	around := scope.inner()
	around.iota, around.inConst = iota, true
	results := m.evalList(values, t, len(names), around)
	for at, name := range names {
		cell := m.cell(nil, t)
		if at < len(results) {
			cell.V = m.Convert(copied(results[at], m.undecided), t, false)
		} else {
			cell.V = m.Zero(t)
		}
		if t == nil {
			cell.T = TypeOf(cell.V)
		}
		scope.declare(name.Name, cell)
	}
}
