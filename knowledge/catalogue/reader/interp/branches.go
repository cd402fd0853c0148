package interp

import (
	"go/ast"
)

func (m *Machine) ifStatement(s *ast.IfStmt, scope *Scope) flow {
	if s.Init != nil {
		m.statement(s.Init, scope)
	}
	value, known := truth(first(m.Eval(s.Cond, scope)))
	if known && value {
		return m.block(s.Body.List, scope.inner())
	}
	if known {
		if s.Else != nil {
			return m.statement(s.Else, scope)
		}
		return onward
	}
	branches := []func() flow{func() flow { return m.block(s.Body.List, scope.inner()) }}
	if s.Else != nil {
		branches = append(branches, func() flow { return m.statement(s.Else, scope) })
	} else {
		branches = append(branches, func() flow { return onward })
	}
	return m.perhaps(branches, scope)
}

// perhaps runs all branches of a condition that cannot be decided.
func (m *Machine) perhaps(branches []func() flow, scope *Scope) flow {
	running := scope.frame
	ended := 0
	m.undecided++
	for _, branch := range branches {
		running.results = nil
		if branch() == returning {
			ended++
			if running.results != nil {
				running.perhaps = append(running.perhaps, running.results)
			}
		}
	}
	m.undecided--
	running.results = nil
	if ended == len(branches) {
		return returning
	}
	if ended > 0 {
		// What follows may not run at all.
		m.undecided++
		running.raised++
	}
	return onward
}
