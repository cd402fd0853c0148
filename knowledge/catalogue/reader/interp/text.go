package interp

import (
	"fmt"
	"go/constant"
	"sort"
	"strconv"
	"strings"
)

// methodText calls the String method of a value of a named type.
func (m *Machine) methodText(v Value) (string, bool) {
	t := TypeOf(v)
	if t != nil && t.Kind == PointerTo {
		t = t.Elem
	}
	if t == nil || t.Kind != Named || m.Method(t, "String") == nil {
		return "", false
	}
	method := m.Member(m.cell(v, t), "String")
	return TextOf(first(m.Invoke(method, nil)))
}

// Text writes a value as a flag's or field's default is written.
func (m *Machine) Text(v Value) (string, bool) {
	if object, ok := v.(Object); ok {
		if native := object.Method("String"); native != nil {
			return TextOf(native(&Call{Machine: m}))
		}
		return "", false
	}
	if text, ok := m.methodText(v); ok {
		return text, true
	}
	switch value := v.(type) {
	case Const:
		return m.constText(value)
	case Pointer:
		return m.Text(value.To.V)
	case GoValue:
		if text, ok := TextOf(first(m.Invoke(m.goMember(value, "String"), nil))); ok {
			return text, true
		}
	case *List:
		parts := []string{}
		for _, cell := range value.Cells {
			text, ok := m.Text(cell.V)
			if !ok {
				return "", false
			}
			parts = append(parts, text)
		}
		return "[" + strings.Join(parts, ",") + "]", true
	case *Map:
		return m.mapText(value)
	case *Struct:
		// A duration that may also be written as a number; it has no text of its own.
		if value.T != nil && value.T.Name == "TimeOrMetaDuration" {
			return m.Text(m.FieldCell(value, "Duration").V)
		}
		if member := m.Member(m.cell(v, value.T), "String"); member != nil {
			return TextOf(first(m.Invoke(member, nil)))
		}
	}
	return "", false
}

func (m *Machine) constText(value Const) (string, bool) {
	if goType := m.goType(value.T); goType != nil {
		if converted, ok := m.toGo(value, goType); ok {
			return fmt.Sprint(converted.Interface()), true
		}
	}
	switch value.V.Kind() {
	case constant.Bool, constant.Int:
		return value.V.ExactString(), true
	case constant.String:
		return constant.StringVal(value.V), true
	case constant.Float:
		number, _ := constant.Float64Val(value.V)
		bits := 64
		if under := m.Underlying(value.T); under != nil && under.Name == "float32" {
			bits = 32
		}
		return strconv.FormatFloat(number, 'g', -1, bits), true
	}
	return "", false
}

func (m *Machine) mapText(value *Map) (string, bool) {
	parts := []string{}
	for _, key := range value.keys {
		name, known := m.Text(key)
		cell, _ := value.Get(key)
		text, ok := m.Text(cell.V)
		if !ok || !known {
			return "", false
		}
		parts = append(parts, name+"="+text)
	}
	sort.Strings(parts)
	return strings.Join(parts, ","), true
}
