package interp

import (
	"go/ast"
)

func (m *Machine) evalCall(e *ast.CallExpr, scope *Scope) Value {
	if name, ok := ast.Unparen(e.Fun).(*ast.Ident); ok && scope.lookup(name.Name) == nil {
		if builtin := builtins[name.Name]; builtin != nil && scope.file.Package.Names[name.Name] == nil {
			return builtin(m, e, scope)
		}
	}
	if t := m.ResolveType(e.Fun, scope); t != nil {
		if len(e.Args) != 1 {
			return Unknown{"conversion without a value"}
		}
		return m.Convert(copied(first(m.evalAs(e.Args[0], t, scope)), m.undecided), t, true)
	}
	callee := first(m.Eval(e.Fun, scope))
	var hints []*Type
	if function, ok := callee.(*Func); ok {
		hints = m.paramTypes(function)
	}
	call := &Call{Machine: m, Syntax: e, Scope: scope, Args: m.arguments(e, hints, scope)}
	switch function := callee.(type) {
	case Native:
		return function(call)
	case *Func:
		return m.Invoke(function, call.Args)
	case TypeValue:
		if len(call.Args) == 1 {
			return m.Convert(call.Args[0], function.T, true)
		}
	case Unknown:
		return function
	}
	return Unknown{"call of something that is not known"}
}

func (m *Machine) paramTypes(function *Func) []*Type {
	if function.generics != nil || function.Type.Params == nil {
		return nil
	}
	scope := &Scope{file: function.File, types: function.types, parent: function.scope}
	var types []*Type
	for _, group := range function.Type.Params.List {
		t := m.ResolveType(group.Type, scope)
		for range max(1, len(group.Names)) {
			types = append(types, t)
		}
	}
	return types
}

func (m *Machine) arguments(e *ast.CallExpr, hints []*Type, scope *Scope) []Value {
	var values []Value
	for at, argument := range e.Args {
		var hint *Type
		if at < len(hints) {
			hint = hints[at]
		}
		result := m.evalAs(argument, hint, scope)
		if tuple, ok := result.(Tuple); ok && len(e.Args) == 1 {
			return tuple
		}
		value := copied(first(result), m.undecided)
		if at == len(e.Args)-1 && e.Ellipsis.IsValid() {
			if list, ok := value.(*List); ok {
				for _, cell := range list.Cells {
					values = append(values, cell.V)
				}
				continue
			}
			if isNil(value) {
				continue
			}
		}
		values = append(values, value)
	}
	return values
}
