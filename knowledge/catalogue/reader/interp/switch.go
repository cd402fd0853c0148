package interp

import (
	"go/ast"
)

func (m *Machine) switchStatement(s *ast.SwitchStmt, scope *Scope) flow {
	if s.Init != nil {
		m.statement(s.Init, scope)
	}
	var tag Value = Bool(true)
	if s.Tag != nil {
		tag = first(m.Eval(s.Tag, scope))
	}
	var fallback *ast.CaseClause
	decided := true
	for _, statement := range s.Body.List {
		clause := statement.(*ast.CaseClause)
		if clause.List == nil {
			fallback = clause
		}
		for _, expr := range clause.List {
			equal, known := equals(tag, first(m.Eval(expr, scope)))
			if known && equal && decided {
				return m.clause(clause, scope)
			}
			decided = decided && known
		}
	}
	if decided {
		if fallback == nil {
			return onward
		}
		return m.clause(fallback, scope)
	}
	return m.everyClause(s.Body, scope, fallback != nil)
}

func (m *Machine) clause(clause *ast.CaseClause, scope *Scope) flow {
	if end := m.block(clause.Body, scope.inner()); end != breaking {
		return end
	}
	return onward
}

func (m *Machine) everyClause(body *ast.BlockStmt, scope *Scope, complete bool) flow {
	var branches []func() flow
	for _, statement := range body.List {
		clause := statement.(*ast.CaseClause)
		branches = append(branches, func() flow { return m.clause(clause, scope) })
	}
	if !complete {
		branches = append(branches, skip)
	}
	return m.perhaps(branches, scope)
}
