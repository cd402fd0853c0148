package interp

import (
	"go/ast"
	"go/constant"
)

// Eval works out an expression.
func (m *Machine) Eval(expr ast.Expr, scope *Scope) Value { return m.evalAs(expr, nil, scope) }

// evalAs works out an expression that goes where a value of type t is expected.
func (m *Machine) evalAs(expr ast.Expr, t *Type, scope *Scope) Value {
	if !m.spend() {
		return Unknown{"too many steps"}
	}
	switch e := expr.(type) {
	case *ast.ParenExpr:
		return m.evalAs(e.X, t, scope)
	case *ast.BasicLit:
		return Const{nil, constant.MakeFromLiteral(e.Value, e.Kind, 0)}
	case *ast.Ident:
		return m.evalName(e.Name, scope)
	case *ast.SelectorExpr:
		return m.evalSelector(e, scope)
	case *ast.CompositeLit:
		return m.composite(e, t, scope)
	case *ast.FuncLit:
		return &Func{Name: "func", Type: e.Type, Body: e.Body, File: scope.file, scope: scope}
	case *ast.UnaryExpr:
		return m.unary(e, t, scope)
	case *ast.BinaryExpr:
		return m.evalBinary(e, scope)
	case *ast.StarExpr:
		if place := m.place(e, scope); place != nil {
			return place.V
		}
		if t := m.ResolveType(e, scope); t != nil {
			return TypeValue{t}
		}
	case *ast.CallExpr:
		return m.evalCall(e, scope)
	case *ast.IndexExpr:
		return m.evalIndex(e, scope)
	case *ast.SliceExpr:
		return m.evalSlice(e, scope)
	case *ast.TypeAssertExpr:
		return first(m.assert(e, scope))
	case *ast.ArrayType, *ast.MapType, *ast.StructType, *ast.InterfaceType, *ast.FuncType, *ast.ChanType:
		return TypeValue{m.ResolveType(expr, scope)}
	}
	return Unknown{"expression that is not read"}
}

func first(v Value) Value {
	if tuple, ok := v.(Tuple); ok {
		if len(tuple) == 0 {
			return Unknown{"no value"}
		}
		return tuple[0]
	}
	return v
}

func (m *Machine) evalName(name string, scope *Scope) Value {
	if cell := scope.lookup(name); cell != nil {
		return cell.V
	}
	if t := scope.typeParam(name); t != nil {
		return TypeValue{t}
	}
	if scope.file != nil {
		if decl := scope.file.Package.Names[name]; decl != nil {
			return m.Global(scope.file.Package.Path, name)
		}
		if path, ok := scope.file.Imports[name]; ok {
			return PackageValue{path}
		}
	}
	switch name {
	case "nil":
		return Nil{}
	case "true", "false":
		return Const{nil, constant.MakeBool(name == "true")}
	case "iota":
		for at := scope; at != nil; at = at.parent {
			if at.inConst {
				return Const{nil, constant.MakeInt64(int64(at.iota))}
			}
		}
	}
	if t, ok := basics[name]; ok {
		return TypeValue{t}
	}
	if scope.file != nil && scope.file.Imports["."] != "" {
		return m.Global(scope.file.Imports["."], name)
	}
	return Unknown{"name " + name + " is not declared"}
}
