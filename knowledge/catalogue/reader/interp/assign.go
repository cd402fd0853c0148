package interp

import (
	"go/ast"
	"go/token"
)

func (m *Machine) assign(s *ast.AssignStmt, scope *Scope) {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		m.operate(s, scope)
		return
	}
	var t *Type
	if len(s.Lhs) == 1 && s.Tok == token.ASSIGN {
		if place := m.place(s.Lhs[0], scope); place != nil {
			t = place.T
		}
	}
	values := m.evalList(s.Rhs, t, len(s.Lhs), scope)
	for at, target := range s.Lhs {
		var value Value = Unknown{"value that is not known"}
		if at < len(values) {
			value = values[at]
		}
		m.assignTo(target, value, s.Tok == token.DEFINE, scope)
	}
}

func (m *Machine) assignTo(target ast.Expr, value Value, define bool, scope *Scope) {
	if name, ok := target.(*ast.Ident); ok {
		if name.Name == "_" {
			return
		}
		if _, here := scope.names[name.Name]; define && !here {
			value = copied(value, m.undecided)
			if c, ok := value.(Const); ok && c.T == nil {
				value = Const{defaultType(c.V), c.V}
			}
			scope.declare(name.Name, m.cell(value, TypeOf(value)))
			// A name declared by := of an interface may later hold another type.
			scope.names[name.Name].T = concrete(value)
			return
		}
	}
	if field, ok := target.(*ast.SelectorExpr); ok {
		base := first(m.Eval(field.X, scope))
		if pointer, ok := base.(Pointer); ok {
			base = pointer.To.V
		}
		if record, ok := base.(Record); ok {
			record.Set(field.Sel.Name, value)
			return
		}
	}
	if place := m.place(target, scope); place != nil {
		m.Store(place, value)
	}
}

// concrete is the type of a new variable where it is plain; the type of an error or interface is left open.
func concrete(v Value) *Type {
	if c, ok := v.(Const); ok {
		return c.T
	}
	return nil
}

// evalList evaluates the right side; a single call, index or assertion may give several values.
func (m *Machine) evalList(exprs []ast.Expr, t *Type, wanted int, scope *Scope) []Value {
	if len(exprs) != 1 || wanted == 1 {
		var values []Value
		for _, expr := range exprs {
			values = append(values, copied(first(m.evalAs(expr, t, scope)), m.undecided))
		}
		return values
	}
	switch e := ast.Unparen(exprs[0]).(type) {
	case *ast.IndexExpr:
		base := first(m.Eval(e.X, scope))
		index := first(m.Eval(e.Index, scope))
		switch value := base.(type) {
		case *Map:
			cell, known := value.Get(index)
			if cell != nil {
				return []Value{cell.V, Bool(true)}
			}
			if known {
				return []Value{m.Zero(m.elemOf(value.T)), Bool(false)}
			}
		case Nil:
			return []Value{m.Zero(m.elemOf(value.T)), Bool(false)}
		}
		return []Value{Unknown{"key that is not known"}, Unknown{"key that is not known"}}
	case *ast.TypeAssertExpr:
		if tuple, ok := m.assert(e, scope).(Tuple); ok {
			return tuple
		}
	}
	switch value := m.Eval(exprs[0], scope).(type) {
	case Tuple:
		return value
	case Unknown:
		values := make([]Value, wanted)
		for at := range values {
			values[at] = value
		}
		return values
	default:
		return []Value{value}
	}
}

var operators = map[token.Token]token.Token{
	token.ADD_ASSIGN: token.ADD, token.SUB_ASSIGN: token.SUB, token.MUL_ASSIGN: token.MUL, token.QUO_ASSIGN: token.QUO,
	token.REM_ASSIGN: token.REM, token.OR_ASSIGN: token.OR, token.AND_ASSIGN: token.AND, token.SHL_ASSIGN: token.SHL,
}

func (m *Machine) operate(s *ast.AssignStmt, scope *Scope) {
	place := m.place(s.Lhs[0], scope)
	if place == nil {
		return
	}
	a, known := place.V.(Const)
	b, alsoKnown := first(m.Eval(s.Rhs[0], scope)).(Const)
	op, read := operators[s.Tok]
	if !known || !alsoKnown || !read {
		place.V = Unknown{"operand is not known"}
		return
	}
	m.Store(place, m.binary(op, a, b))
}
