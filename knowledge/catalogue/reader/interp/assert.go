package interp

import (
	"go/ast"
)

// assert evaluates x.(T) to the value and whether it is of that type.
func (m *Machine) assert(e *ast.TypeAssertExpr, scope *Scope) Value {
	value := first(m.Eval(e.X, scope))
	if e.Type == nil {
		return Tuple{value, Bool(true)}
	}
	is, known := m.isOf(value, m.ResolveType(e.Type, scope))
	if !known {
		return Tuple{value, Unknown{"type that is not known"}}
	}
	if !is {
		return Tuple{m.Zero(m.ResolveType(e.Type, scope)), Bool(false)}
	}
	return Tuple{value, Bool(true)}
}

// isOf tells whether a value has a type or, for an interface, its methods.
func (m *Machine) isOf(value Value, t *Type) (is, known bool) {
	under := m.Underlying(t)
	if IsUnknown(value) || under == nil {
		return false, false
	}
	if n, ok := value.(Nil); ok && n.T == nil {
		return false, true
	}
	actual := TypeOf(value)
	if under.Kind == InterfaceOf {
		return m.implements(value, under)
	}
	if actual == nil {
		return false, false
	}
	return SameType(actual, t), true
}

func (m *Machine) implements(value Value, t *Type) (is, known bool) {
	syntax, ok := t.Expr.(*ast.InterfaceType)
	if !ok {
		return true, t.Name == "any"
	}
	for _, method := range syntax.Methods.List {
		for _, name := range method.Names {
			switch m.Member(m.cell(value, nil), name.Name).(type) {
			case nil:
				return false, true
			case Unknown:
				return false, false
			}
		}
	}
	return true, true
}

func (m *Machine) typeSwitch(s *ast.TypeSwitchStmt, scope *Scope) flow {
	if s.Init != nil {
		m.statement(s.Init, scope)
	}
	name, subject := "_", ast.Expr(nil)
	switch guard := s.Assign.(type) {
	case *ast.AssignStmt:
		name, subject = guard.Lhs[0].(*ast.Ident).Name, guard.Rhs[0].(*ast.TypeAssertExpr).X
	case *ast.ExprStmt:
		subject = guard.X.(*ast.TypeAssertExpr).X
	}
	value := first(m.Eval(subject, scope))
	inner := scope.inner()
	inner.declare(name, m.cell(value, nil))
	var fallback *ast.CaseClause
	for _, statement := range s.Body.List {
		clause := statement.(*ast.CaseClause)
		if clause.List == nil {
			fallback = clause
		}
		for _, expr := range clause.List {
			is, known := m.isOf(value, m.ResolveType(expr, scope))
			if word, ok := expr.(*ast.Ident); ok && word.Name == "nil" {
				is, known = isNil(value), !IsUnknown(value)
			}
			if !known {
				return m.everyClause(s.Body, inner, false)
			}
			if is {
				return m.clause(clause, inner)
			}
		}
	}
	if fallback != nil {
		return m.clause(fallback, inner)
	}
	return onward
}
