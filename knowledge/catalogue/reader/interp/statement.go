package interp

import (
	"go/ast"
	"go/constant"
	"go/token"
)

// flow says how a statement ended.
type flow int

const (
	onward flow = iota
	breaking
	continuing
	returning
)

func (m *Machine) block(list []ast.Stmt, scope *Scope) flow {
	for _, statement := range list {
		if !m.spend() {
			return returning
		}
		if end := m.statement(statement, scope); end != onward {
			return end
		}
	}
	return onward
}

func (m *Machine) statement(statement ast.Stmt, scope *Scope) flow {
	switch s := statement.(type) {
	case *ast.ExprStmt:
		if call, ok := s.X.(*ast.CallExpr); ok {
			if name, ok := call.Fun.(*ast.Ident); ok && name.Name == "panic" {
				scope.frame.results = nil
				return returning
			}
		}
		m.Eval(s.X, scope)
	case *ast.AssignStmt:
		m.assign(s, scope)
	case *ast.DeclStmt:
		if group, ok := s.Decl.(*ast.GenDecl); ok {
			m.declareLocal(group, scope)
		}
	case *ast.IncDecStmt:
		m.increment(s, scope)
	case *ast.ReturnStmt:
		return m.returned(s, scope)
	case *ast.IfStmt:
		return m.ifStatement(s, scope.inner())
	case *ast.DeferStmt:
		level := m.undecided
		scope.frame.deferred = append(scope.frame.deferred, func() {
			around := m.undecided
			m.undecided = max(level, around)
			m.Eval(s.Call, scope)
			m.undecided = around
		})
	case *ast.BlockStmt:
		return m.block(s.List, scope.inner())
	case *ast.ForStmt:
		return m.forStatement(s, scope.inner())
	case *ast.RangeStmt:
		return m.rangeStatement(s, scope)
	case *ast.SwitchStmt:
		return m.switchStatement(s, scope.inner())
	case *ast.TypeSwitchStmt:
		return m.typeSwitch(s, scope.inner())
	case *ast.LabeledStmt:
		return m.statement(s.Stmt, scope)
	case *ast.BranchStmt:
		switch s.Tok {
		case token.BREAK:
			return breaking
		case token.CONTINUE:
			return continuing
		}
	}
	return onward
}

func (m *Machine) returned(s *ast.ReturnStmt, scope *Scope) flow {
	var results []Value
	for _, expr := range s.Results {
		value := m.Eval(expr, scope)
		if tuple, ok := value.(Tuple); ok && len(s.Results) == 1 {
			results = tuple
			break
		}
		results = append(results, copied(first(value), m.undecided))
	}
	if len(s.Results) == 0 {
		for _, cell := range scope.frame.named {
			results = append(results, cell.V)
		}
	}
	scope.frame.results = results
	return returning
}

func (m *Machine) increment(s *ast.IncDecStmt, scope *Scope) {
	place := m.place(s.X, scope)
	if place == nil {
		return
	}
	op := token.ADD
	if s.Tok == token.DEC {
		op = token.SUB
	}
	if number, ok := place.V.(Const); ok {
		m.Store(place, m.binary(op, number, Const{nil, constant.MakeInt64(1)}))
	}
}
