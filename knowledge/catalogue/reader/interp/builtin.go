package interp

import (
	"go/ast"
	"go/constant"
	"go/token"
)

var builtins map[string]func(m *Machine, e *ast.CallExpr, scope *Scope) Value

func init() {
	builtins = map[string]func(m *Machine, e *ast.CallExpr, scope *Scope) Value{
		"make": makeBuiltin, "new": newBuiltin, "append": appendBuiltin, "len": lenBuiltin, "delete": deleteBuiltin,
		"min": extreme(token.LSS), "max": extreme(token.GTR), "copy": nothing, "close": nothing, "panic": nothing,
		"print": nothing, "println": nothing, "clear": nothing, "cap": nothing, "recover": nothing,
	}
}

func nothing(m *Machine, e *ast.CallExpr, scope *Scope) Value {
	for _, argument := range e.Args {
		m.Eval(argument, scope)
	}
	return Unknown{"built-in function that is not read"}
}

func makeBuiltin(m *Machine, e *ast.CallExpr, scope *Scope) Value {
	t := m.ResolveType(e.Args[0], scope)
	under := m.Underlying(t)
	switch {
	case under == nil:
		return Unknown{"type that cannot be resolved"}
	case under.Kind == MapOf:
		return NewMap(t)
	case under.Kind != ListOf:
		return Unknown{"channel"}
	}
	list := &List{T: t}
	if len(e.Args) > 1 {
		length, ok := first(m.Eval(e.Args[1], scope)).(Const)
		if !ok {
			return Unknown{"length that is not known"}
		}
		count, _ := constant.Int64Val(length.V)
		for range min(count, mostRounds) {
			list.Cells = append(list.Cells, m.cell(m.Zero(under.Elem), under.Elem))
		}
	}
	return list
}

func newBuiltin(m *Machine, e *ast.CallExpr, scope *Scope) Value {
	if t := m.ResolveType(e.Args[0], scope); t != nil {
		return Pointer{m.cell(m.Zero(t), t)}
	}
	value := copied(first(m.Eval(e.Args[0], scope)), m.undecided)
	return Pointer{m.cell(value, TypeOf(value))}
}

func appendBuiltin(m *Machine, e *ast.CallExpr, scope *Scope) Value {
	base := first(m.Eval(e.Args[0], scope))
	t := TypeOf(base)
	made := &List{T: t}
	if list, ok := base.(*List); ok {
		made.Cells = append(made.Cells, list.Cells...)
	} else if !isNil(base) {
		return base
	}
	for at, argument := range e.Args[1:] {
		value := copied(first(m.evalAs(argument, m.elemOf(t), scope)), m.undecided)
		if e.Ellipsis.IsValid() && at == len(e.Args)-2 {
			if more, ok := value.(*List); ok {
				made.Cells = append(made.Cells, more.Cells...)
			} else if !isNil(value) {
				return Unknown{"list that is not known"}
			}
			continue
		}
		cell := m.cell(nil, m.elemOf(t))
		cell.V = m.Convert(value, cell.T, false)
		made.Cells = append(made.Cells, cell)
	}
	return made
}

func lenBuiltin(m *Machine, e *ast.CallExpr, scope *Scope) Value {
	value := first(m.Eval(e.Args[0], scope))
	if pointer, ok := value.(Pointer); ok {
		value = pointer.To.V
	}
	if length := lengthOf(value); length >= 0 {
		return Int(int64(length))
	}
	return Unknown{"length that is not known"}
}

func deleteBuiltin(m *Machine, e *ast.CallExpr, scope *Scope) Value {
	if table, ok := first(m.Eval(e.Args[0], scope)).(*Map); ok {
		table.Delete(first(m.Eval(e.Args[1], scope)))
	}
	return Tuple{}
}

func extreme(op token.Token) func(m *Machine, e *ast.CallExpr, scope *Scope) Value {
	return func(m *Machine, e *ast.CallExpr, scope *Scope) Value {
		var best Const
		for at, argument := range e.Args {
			value, ok := first(m.Eval(argument, scope)).(Const)
			if !ok {
				return Unknown{"operand is not known"}
			}
			if at == 0 || constant.Compare(value.V, op, best.V) {
				best = value
			}
		}
		return best
	}
}
