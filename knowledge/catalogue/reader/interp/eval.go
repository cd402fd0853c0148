package interp

import (
	"go/ast"
	"go/constant"
	"go/token"
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

func (m *Machine) unary(e *ast.UnaryExpr, t *Type, scope *Scope) Value {
	if e.Op == token.AND {
		if t != nil && t.Kind == PointerTo {
			t = t.Elem
		}
		if literal, ok := ast.Unparen(e.X).(*ast.CompositeLit); ok {
			value := m.composite(literal, t, scope)
			return Pointer{m.cell(value, TypeOf(value))}
		}
		if place := m.place(e.X, scope); place != nil {
			return Pointer{place}
		}
		return Unknown{"address of something that is not known"}
	}
	operand, ok := first(m.Eval(e.X, scope)).(Const)
	if !ok {
		return Unknown{"operand is not known"}
	}
	switch e.Op {
	case token.NOT, token.SUB, token.ADD:
		return Const{operand.T, constant.UnaryOp(e.Op, operand.V, 0)}
	}
	return Unknown{"operator that is not read"}
}

func (m *Machine) evalBinary(e *ast.BinaryExpr, scope *Scope) Value {
	left := first(m.Eval(e.X, scope))
	if e.Op == token.LAND || e.Op == token.LOR {
		if value, known := truth(left); known && value == (e.Op == token.LOR) {
			return left
		}
		right := first(m.Eval(e.Y, scope))
		if value, known := truth(right); known && value == (e.Op == token.LOR) {
			return right
		}
		if IsUnknown(left) {
			return left
		}
		return right
	}
	right := first(m.Eval(e.Y, scope))
	if e.Op == token.EQL || e.Op == token.NEQ {
		equal, known := equals(left, right)
		if !known && isErrorCheck(e) {
			equal, known = true, true
		}
		if !known {
			return Unknown{"comparison that cannot be decided"}
		}
		return Bool(equal == (e.Op == token.EQL))
	}
	a, isConst := left.(Const)
	b, areConst := right.(Const)
	if isConst && areConst {
		return m.binary(e.Op, a, b)
	}
	return Unknown{"operand is not known"}
}

// isErrorCheck finds comparisons of an error with nil. An error that is not known counts as none: constructors of
// option structs succeed in a component that starts.
func isErrorCheck(e *ast.BinaryExpr) bool {
	name, ok := e.X.(*ast.Ident)
	against, isName := e.Y.(*ast.Ident)
	return ok && isName && name.Name == "err" && against.Name == "nil"
}
