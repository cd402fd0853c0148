package interp

import (
	"go/constant"
	"strings"
)

// TypeOf returns the type that a value carries, or nil.
func TypeOf(v Value) *Type {
	switch value := v.(type) {
	case Const:
		if value.T == nil {
			return defaultType(value.V)
		}
		return value.T
	case Nil:
		return value.T
	case *Struct:
		return value.T
	case *List:
		return value.T
	case *Map:
		return value.T
	case *Func:
		return value.T
	case Pointer:
		if elem := TypeOf(value.To.V); elem != nil && value.To.T == nil {
			return &Type{Kind: PointerTo, Elem: elem}
		}
		if value.To.T != nil {
			return &Type{Kind: PointerTo, Elem: value.To.T}
		}
	}
	return nil
}

func defaultType(v constant.Value) *Type {
	switch v.Kind() {
	case constant.Bool:
		return basics["bool"]
	case constant.String:
		return basics["string"]
	case constant.Int:
		return basics["int"]
	case constant.Float:
		return basics["float64"]
	}
	return nil
}

// Convert gives a value the type of the place where it goes; explicit is a conversion written in the source.
func (m *Machine) Convert(v Value, t *Type, explicit bool) Value {
	if t == nil {
		return v
	}
	under := m.Underlying(t)
	if under == nil {
		return v
	}
	switch value := v.(type) {
	case Const:
		return m.convertConst(value, t, under, explicit)
	case Nil:
		if under.Kind == InterfaceOf && value.T != nil {
			return value
		}
		return Nil{t}
	case *Struct:
		if explicit && under.Kind == StructOf {
			value.T = t
		}
	case *List:
		if under.Kind == ListOf && (explicit || value.T == nil || value.T.Kind == ListOf) {
			return &List{T: t, Cells: value.Cells}
		}
	case *Map:
		if under.Kind == MapOf && (explicit || value.T == nil || value.T.Kind == MapOf) {
			value.T = t
		}
	case *Func:
		if under.Kind == FuncOf && t.Kind == Named {
			twin := *value
			twin.T = t
			return &twin
		}
	}
	return v
}

func (m *Machine) convertConst(value Const, t, under *Type, explicit bool) Value {
	if under.Kind == InterfaceOf {
		if value.T == nil {
			return Const{defaultType(value.V), value.V}
		}
		return value
	}
	if value.T != nil && !explicit {
		return value
	}
	name := under.Name
	if under.Kind == External {
		known, ok := m.Natives.Types[under.Path()]
		if !ok || known.Go == nil || !scalar(known.Go.Kind()) {
			return value
		}
		name = known.Go.Kind().String()
	} else if under.Kind == ListOf {
		return Const{value.T, value.V}
	} else if under.Kind != Basic {
		return value
	}
	if strings.HasPrefix(name, "int") || strings.HasPrefix(name, "uint") {
		if value.V.Kind() == constant.Float {
			number, _ := constant.Float64Val(value.V)
			return Const{t, constant.MakeInt64(int64(number))}
		}
		return Const{t, value.V}
	}
	if name == "string" && value.V.Kind() == constant.Int {
		code, _ := constant.Int64Val(value.V)
		return Const{t, constant.MakeString(string(rune(code)))}
	}
	return Const{t, value.V}
}
