package interp

import (
	"go/ast"
)

// bindTypes infers type parameters from arguments: T, *T, []T and ...T.
func (m *Machine) bindTypes(function *Func, args []Value, scope *Scope) {
	if function.generics == nil {
		return
	}
	at := 0
	for _, group := range function.Type.Params.List {
		for range max(1, len(group.Names)) {
			if at < len(args) {
				inferType(group.Type, TypeOf(args[at]), function.generics, scope)
			}
			at++
		}
	}
}

func inferType(expr ast.Expr, t *Type, generics *ast.FieldList, scope *Scope) {
	switch e := expr.(type) {
	case *ast.Ident:
		for _, group := range generics.List {
			for _, name := range group.Names {
				if name.Name == e.Name && t != nil && scope.types[e.Name] == nil {
					bound := map[string]*Type{e.Name: t}
					for known, other := range scope.types {
						bound[known] = other
					}
					scope.types = bound
				}
			}
		}
	case *ast.Ellipsis:
		inferType(e.Elt, t, generics, scope)
	case *ast.StarExpr:
		if t != nil && t.Kind == PointerTo {
			inferType(e.X, t.Elem, generics, scope)
		}
	case *ast.ArrayType:
		if t != nil && t.Kind == ListOf {
			inferType(e.Elt, t.Elem, generics, scope)
		}
	}
}

func (m *Machine) instantiateFunc(function *Func, arguments []ast.Expr, scope *Scope) Value {
	if function.generics == nil {
		return function
	}
	twin := *function
	twin.types = map[string]*Type{}
	at := 0
	for _, group := range function.generics.List {
		for _, name := range group.Names {
			if at < len(arguments) {
				twin.types[name.Name] = m.ResolveType(arguments[at], scope)
			}
			at++
		}
	}
	return &twin
}
