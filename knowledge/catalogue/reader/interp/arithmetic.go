package interp

import (
	"go/constant"
	"go/token"
	"reflect"
	"strings"
)

// binary works out an operation on constants.
func (m *Machine) binary(op token.Token, a, b Const) Value {
	t := a.T
	if t == nil {
		t = b.T
	}
	if a.V.Kind() != b.V.Kind() && (a.V.Kind() < constant.Int || b.V.Kind() < constant.Int) {
		return Unknown{"operands of different kinds"}
	}
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return Bool(constant.Compare(a.V, op, b.V))
	case token.SHL, token.SHR:
		by, _ := constant.Uint64Val(b.V)
		return Const{a.T, constant.Shift(constant.ToInt(a.V), op, uint(by))}
	case token.QUO:
		if constant.Sign(b.V) == 0 {
			return Unknown{"division by zero"}
		}
		if under := m.Underlying(t); a.V.Kind() == constant.Int && b.V.Kind() == constant.Int && (under == nil || !strings.HasPrefix(under.Name, "float")) {
			op = token.QUO_ASSIGN
		}
	case token.REM:
		if constant.Sign(b.V) == 0 {
			return Unknown{"division by zero"}
		}
	}
	return Const{t, constant.BinaryOp(a.V, op, b.V)}
}

// goKind is the Go type that a value of a library type is handed over as.
func (m *Machine) goType(t *Type) reflect.Type {
	if t == nil {
		return nil
	}
	if known, ok := m.Natives.Types[t.Path()]; ok && t.Kind == External {
		return known.Go
	}
	return nil
}
