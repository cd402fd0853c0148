package interp

import (
	"go/ast"
	"go/constant"
)

// ResolveType reads a type expression; nil means that the expression is no type.
func (m *Machine) ResolveType(expr ast.Expr, scope *Scope) *Type {
	switch typ := expr.(type) {
	case *ast.ParenExpr:
		return m.ResolveType(typ.X, scope)
	case *ast.Ident:
		return m.resolveName(typ.Name, scope)
	case *ast.SelectorExpr:
		pkg, ok := typ.X.(*ast.Ident)
		if !ok || scope.lookup(pkg.Name) != nil {
			return nil
		}
		if path := scope.file.Imports[pkg.Name]; path != "" {
			if m.Loader.Load(path) == nil && m.Natives.isValue(path+"."+typ.Sel.Name) {
				return nil
			}
			return m.NamedType(path, typ.Sel.Name)
		}
	case *ast.StarExpr:
		return wrapped(PointerTo, m.ResolveType(typ.X, scope))
	case *ast.ArrayType:
		list := wrapped(ListOf, m.ResolveType(typ.Elt, scope))
		if list != nil && typ.Len != nil {
			if length, ok := m.Eval(typ.Len, scope).(Const); ok && length.V.Kind() == constant.Int {
				size, _ := constant.Int64Val(length.V)
				list.Length = int(size)
			}
		}
		return list
	case *ast.Ellipsis:
		return wrapped(ListOf, m.ResolveType(typ.Elt, scope))
	case *ast.MapType:
		key, elem := m.ResolveType(typ.Key, scope), m.ResolveType(typ.Value, scope)
		if key != nil && elem != nil {
			return &Type{Kind: MapOf, Key: key, Elem: elem}
		}
	case *ast.StructType:
		return &Type{Kind: StructOf, Struct: typ, File: scope.file, Params: scope.typeParams()}
	case *ast.FuncType:
		return &Type{Kind: FuncOf, Expr: typ}
	case *ast.InterfaceType:
		return &Type{Kind: InterfaceOf, Expr: typ}
	case *ast.ChanType:
		return &Type{Kind: ChannelOf}
	case *ast.IndexExpr:
		return m.instantiate(typ.X, []ast.Expr{typ.Index}, scope)
	case *ast.IndexListExpr:
		return m.instantiate(typ.X, typ.Indices, scope)
	}
	return nil
}

func wrapped(kind Kind, elem *Type) *Type {
	if elem == nil {
		return nil
	}
	return &Type{Kind: kind, Elem: elem}
}

func (m *Machine) resolveName(name string, scope *Scope) *Type {
	if bound := scope.typeParam(name); bound != nil {
		return bound
	}
	if scope.lookup(name) != nil {
		return nil
	}
	if scope.file != nil {
		if scope.file.Package.Names[name] != nil {
			return m.NamedType(scope.file.Package.Path, name)
		}
		if path := scope.file.Imports["."]; path != "" {
			if found := m.NamedType(path, name); found != nil && found.Kind != External {
				return found
			}
		}
	}
	return basics[name]
}

// instantiate binds the parameters of a generic type.
func (m *Machine) instantiate(generic ast.Expr, arguments []ast.Expr, scope *Scope) *Type {
	base := m.ResolveType(generic, scope)
	if base == nil || base.Kind != Named {
		return base
	}
	spec := base.Decl.Spec.(*ast.TypeSpec)
	if spec.TypeParams == nil {
		return base
	}
	made := *base
	made.under, made.fields, made.Params = nil, nil, map[string]*Type{}
	at := 0
	for _, group := range spec.TypeParams.List {
		for _, name := range group.Names {
			if at < len(arguments) {
				made.Params[name.Name] = m.ResolveType(arguments[at], scope)
			}
			at++
		}
	}
	return &made
}
