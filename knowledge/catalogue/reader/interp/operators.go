package interp

import (
	"go/ast"
	"go/constant"
	"go/token"
)

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
