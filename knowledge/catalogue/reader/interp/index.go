package interp

import (
	"go/ast"
	"go/constant"
)

func (m *Machine) evalIndex(e *ast.IndexExpr, scope *Scope) Value {
	if t := m.ResolveType(e, scope); t != nil {
		return TypeValue{t}
	}
	base := first(m.Eval(e.X, scope))
	if function, ok := base.(*Func); ok {
		return m.instantiateFunc(function, []ast.Expr{e.Index}, scope)
	}
	if cell := m.indexPlace(e, scope, true); cell != nil {
		return cell.V
	}
	return Unknown{"index that is not known"}
}

// indexPlace returns the place of an element; reading a key that a map lacks gives a fresh zero value.
func (m *Machine) indexPlace(e *ast.IndexExpr, scope *Scope, reading bool) *Cell {
	base := first(m.Eval(e.X, scope))
	if pointer, ok := base.(Pointer); ok {
		base = pointer.To.V
	}
	index := first(m.Eval(e.Index, scope))
	switch value := base.(type) {
	case *List:
		number, ok := index.(Const)
		if !ok || number.V.Kind() != constant.Int {
			return nil
		}
		if at, _ := constant.Int64Val(number.V); at >= 0 && at < int64(len(value.Cells)) {
			return value.Cells[at]
		}
	case *Map:
		cell, known := value.Get(index)
		switch {
		case cell != nil:
			return cell
		case !known:
			return nil
		}
		fresh := m.cell(m.Zero(m.elemOf(value.T)), m.elemOf(value.T))
		if !reading {
			fresh.V = Unknown{"not yet set"}
			value.Put(index, fresh)
		}
		return fresh
	case Nil:
		if under := m.Underlying(value.T); under != nil && under.Kind == MapOf {
			return m.cell(m.Zero(under.Elem), under.Elem)
		}
	}
	return nil
}

func (m *Machine) elemOf(t *Type) *Type {
	if under := m.Underlying(t); under != nil {
		return under.Elem
	}
	return nil
}

func (m *Machine) evalSlice(e *ast.SliceExpr, scope *Scope) Value {
	base := first(m.Eval(e.X, scope))
	bound := func(expr ast.Expr, otherwise int) (int, bool) {
		if expr == nil {
			return otherwise, true
		}
		number, ok := first(m.Eval(expr, scope)).(Const)
		if !ok || number.V.Kind() != constant.Int {
			return 0, false
		}
		at, _ := constant.Int64Val(number.V)
		return int(at), true
	}
	length := lengthOf(base)
	low, lowKnown := bound(e.Low, 0)
	high, highKnown := bound(e.High, length)
	if !lowKnown || !highKnown || low < 0 || low > high || high > length {
		return Unknown{"slice whose bounds are not known"}
	}
	if text, ok := TextOf(base); ok {
		return String(text[low:high])
	}
	if list, ok := base.(*List); ok {
		return &List{T: list.T, Cells: list.Cells[low:high]}
	}
	return base
}

// lengthOf returns -1 when the length is not known.
func lengthOf(v Value) int {
	switch value := v.(type) {
	case *List:
		return len(value.Cells)
	case *Map:
		return len(value.keys)
	case Nil:
		return 0
	}
	if text, ok := TextOf(v); ok {
		return len(text)
	}
	return -1
}
