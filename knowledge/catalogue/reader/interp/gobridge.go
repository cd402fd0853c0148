package interp

import (
	"go/constant"
	"reflect"
)

func (m *Machine) toGo(v Value, wanted reflect.Type) (made reflect.Value, known bool) {
	defer func() {
		if recover() != nil {
			known = false
		}
	}()
	anyValue := wanted.Kind() == reflect.Interface
	switch value := v.(type) {
	case Const:
		plain := plainConst(m, value)
		if plain == nil {
			return made, false
		}
		if anyValue {
			return reflect.ValueOf(plain), true
		}
		return reflect.ValueOf(plain).Convert(wanted), true
	case Nil:
		if anyValue || wanted.Kind() >= reflect.Array && wanted.Kind() <= reflect.Slice {
			return reflect.Zero(wanted), true
		}
	case GoValue:
		return value.V, value.V.Type().AssignableTo(wanted)
	case *List:
		if anyValue {
			wanted = reflect.TypeOf([]any{})
		}
		list := reflect.MakeSlice(wanted, 0, len(value.Cells))
		for _, cell := range value.Cells {
			element, ok := m.toGo(cell.V, wanted.Elem())
			if !ok {
				return made, false
			}
			list = reflect.Append(list, element)
		}
		return list, true
	case Pointer:
		if inner, ok := value.To.V.(GoValue); ok {
			return m.toGo(inner, wanted)
		}
	}
	if anyValue {
		if text, ok := m.Text(v); ok {
			return reflect.ValueOf(text), true
		}
	}
	return made, false
}

func plainConst(m *Machine, value Const) any {
	if text, ok := m.methodText(value); ok {
		return text
	}
	switch value.V.Kind() {
	case constant.Bool:
		return constant.BoolVal(value.V)
	case constant.String:
		return constant.StringVal(value.V)
	case constant.Int, constant.Float:
		if goType := m.goType(value.T); goType != nil {
			number, _ := constant.Int64Val(constant.ToInt(value.V))
			return reflect.ValueOf(number).Convert(goType).Interface()
		}
		if under := m.Underlying(value.T); value.V.Kind() == constant.Int && (under == nil || under.Name[0] != 'f') {
			number, _ := constant.Int64Val(value.V)
			return number
		}
		number, _ := constant.Float64Val(value.V)
		return number
	}
	return nil
}

func fromGo(v reflect.Value) Value {
	if v.Type().Implements(errorType) && v.Kind() == reflect.Interface && v.IsNil() {
		return Nil{basics["error"]}
	}
	named := v.Type().PkgPath() != ""
	switch {
	case v.Kind() == reflect.Interface && !v.IsNil() && v.Type() != errorType:
		return fromGo(v.Elem())
	case named && scalar(v.Kind()) && v.Kind() != reflect.String:
		return Const{&Type{Kind: External, Package: v.Type().PkgPath(), Name: v.Type().Name()}, goConst(v)}
	case scalar(v.Kind()):
		return Const{basics[v.Kind().String()], goConst(v)}
	case v.Kind() == reflect.Slice && !named && v.Type().Elem().PkgPath() == "":
		list := &List{T: &Type{Kind: ListOf, Elem: basics[v.Type().Elem().Kind().String()]}}
		for at := range v.Len() {
			list.Cells = append(list.Cells, &Cell{V: fromGo(v.Index(at))})
		}
		return list
	}
	return GoValue{v}
}

func goConst(v reflect.Value) constant.Value {
	switch {
	case v.Kind() == reflect.Bool:
		return constant.MakeBool(v.Bool())
	case v.Kind() == reflect.String:
		return constant.MakeString(v.String())
	case v.CanInt():
		return constant.MakeInt64(v.Int())
	case v.CanUint():
		return constant.MakeUint64(v.Uint())
	}
	return constant.MakeFloat64(v.Float())
}
