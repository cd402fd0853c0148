package interp

import (
	"fmt"
	"go/constant"
	"go/token"
)

// same tells whether two values are surely equal.
func same(a, b Value) bool {
	equal, known := equals(a, b)
	return known && equal
}

// equals compares two values; known is false when that cannot be told.
func equals(a, b Value) (equal, known bool) {
	if IsUnknown(a) || IsUnknown(b) {
		return false, false
	}
	if isNil(a) || isNil(b) {
		if isNil(a) && isNil(b) {
			return true, true
		}
		return false, true
	}
	switch left := a.(type) {
	case Const:
		right, ok := b.(Const)
		if !ok || left.V.Kind() == constant.Unknown || right.V.Kind() == constant.Unknown {
			return false, ok
		}
		if left.V.Kind() != right.V.Kind() && (left.V.Kind() < constant.Int || right.V.Kind() < constant.Int) {
			return false, true
		}
		return constant.Compare(left.V, token.EQL, right.V), true
	case Pointer:
		right, ok := b.(Pointer)
		return ok && left.To == right.To, true
	case *Struct:
		right, ok := b.(*Struct)
		if !ok {
			return false, true
		}
		return sameFields(left, right)
	}
	return false, false
}

func sameFields(a, b *Struct) (equal, known bool) {
	for name, cell := range a.fields {
		other, ok := b.fields[name]
		if !ok {
			return false, false
		}
		if equal, known := equals(cell.V, other.V); !known || !equal {
			return equal, known
		}
	}
	return len(a.fields) == len(b.fields), len(a.fields) == len(b.fields)
}

func isNil(v Value) bool {
	switch value := v.(type) {
	case Nil:
		return true
	case GoValue:
		switch value.V.Kind().String() {
		case "ptr", "slice", "map", "interface", "func":
			return value.V.IsNil()
		}
	}
	return false
}

// truth reads a condition; known is false when it cannot be decided.
func truth(v Value) (value, known bool) {
	if c, ok := v.(Const); ok && c.V.Kind() == constant.Bool {
		return constant.BoolVal(c.V), true
	}
	return false, false
}

// Truth tells whether a value is surely true.
func Truth(v Value) bool {
	value, known := truth(v)
	return known && value
}

// keyOf makes the text by which a map finds a key.
func keyOf(v Value) (string, bool) {
	switch value := v.(type) {
	case Const:
		return value.V.ExactString(), true
	case Pointer:
		return fmt.Sprintf("%p", value.To), true
	case *Struct:
		text := "{"
		for _, name := range sortedCells(value.fields) {
			key, ok := keyOf(value.fields[name].V)
			if !ok {
				return "", false
			}
			text += name + ":" + key + " "
		}
		return text + "}", true
	}
	return "", false
}

// SameType compares types by name and structure.
func SameType(a, b *Type) bool {
	if a == nil || b == nil {
		return a == b
	}
	if a == b {
		return true
	}
	if a.Kind != b.Kind || a.Package != b.Package || a.Name != b.Name {
		return false
	}
	switch a.Kind {
	case PointerTo, ListOf:
		return SameType(a.Elem, b.Elem)
	case MapOf:
		return SameType(a.Key, b.Key) && SameType(a.Elem, b.Elem)
	case StructOf:
		return a.Struct == b.Struct
	}
	return true
}
