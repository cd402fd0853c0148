package interp

import (
	"go/ast"
	"go/constant"
	"go/token"
)

const mostRounds = 20000

func (m *Machine) forStatement(s *ast.ForStmt, scope *Scope) flow {
	if s.Init != nil {
		m.statement(s.Init, scope)
	}
	for range mostRounds {
		if s.Cond != nil {
			value, known := truth(first(m.Eval(s.Cond, scope)))
			if !known {
				return m.perhaps([]func() flow{func() flow { return m.block(s.Body.List, scope.inner()) }, skip}, scope)
			}
			if !value {
				return onward
			}
		}
		switch m.block(s.Body.List, scope.inner()) {
		case breaking:
			return onward
		case returning:
			return returning
		}
		if s.Post != nil {
			m.statement(s.Post, scope)
		}
	}
	return onward
}

func skip() flow { return onward }

func (m *Machine) rangeStatement(s *ast.RangeStmt, scope *Scope) flow {
	over := first(m.Eval(s.X, scope))
	if pointer, ok := over.(Pointer); ok {
		over = pointer.To.V
	}
	var keys, values []Value
	switch value := over.(type) {
	case *List:
		for at, cell := range value.Cells {
			keys, values = append(keys, Int(int64(at))), append(values, cell.V)
		}
	case *Map:
		for _, key := range value.keys {
			cell, _ := value.Get(key)
			keys, values = append(keys, key), append(values, cell.V)
		}
	case Const:
		if value.V.Kind() != constant.Int {
			return m.rangeUnknown(s, scope)
		}
		rounds, _ := constant.Int64Val(value.V)
		for at := range min(rounds, mostRounds) {
			keys, values = append(keys, Int(at)), append(values, nil)
		}
	case Nil:
		return onward
	default:
		return m.rangeUnknown(s, scope)
	}
	for at := range keys {
		switch m.round(s, keys[at], values[at], scope) {
		case breaking:
			return onward
		case returning:
			return returning
		}
	}
	return onward
}

func (m *Machine) rangeUnknown(s *ast.RangeStmt, scope *Scope) flow {
	return m.perhaps([]func() flow{func() flow {
		return m.round(s, Unknown{"loop over something that is not known"}, Unknown{"loop over something that is not known"}, scope)
	}, skip}, scope)
}

func (m *Machine) round(s *ast.RangeStmt, key, value Value, scope *Scope) flow {
	inner := scope.inner()
	for at, target := range []ast.Expr{s.Key, s.Value} {
		given := []Value{key, value}[at]
		if target == nil || given == nil {
			continue
		}
		if name, ok := target.(*ast.Ident); ok && s.Tok == token.DEFINE {
			given = copied(given, m.undecided)
			inner.declare(name.Name, m.cell(given, TypeOf(given)))
		} else if place := m.place(target, scope); place != nil {
			m.Store(place, given)
		}
	}
	return m.block(s.Body.List, inner)
}
