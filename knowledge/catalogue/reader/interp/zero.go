package interp

import (
	"go/constant"
	"reflect"
)

// Zero is a type's zero value.
func (m *Machine) Zero(t *Type) Value {
	under := m.Underlying(t)
	if under == nil {
		return Unknown{"type that cannot be resolved"}
	}
	switch under.Kind {
	case Basic:
		switch under.Name {
		case "bool":
			return Const{t, constant.MakeBool(false)}
		case "string":
			return Const{t, constant.MakeString("")}
		}
		return Const{t, constant.MakeInt64(0)}
	case StructOf:
		return &Struct{T: t, fields: map[string]*Cell{}, depth: m.undecided}
	case ListOf:
		if under.Length > 0 {
			list := &List{T: t}
			for range under.Length {
				list.Cells = append(list.Cells, m.cell(m.Zero(under.Elem), under.Elem))
			}
			return list
		}
		return Nil{t}
	case External:
		return m.zeroExternal(under)
	}
	return Nil{t}
}

func (m *Machine) zeroExternal(t *Type) Value {
	known, ok := m.Natives.Types[t.Path()]
	if !ok {
		return Unknown{"type " + t.Path() + " lies outside the sources"}
	}
	if known.Make != nil {
		return known.Make(m)
	}
	if scalar(known.Go.Kind()) {
		return Const{t, zeroScalar(known.Go.Kind())}
	}
	return GoValue{reflect.New(known.Go).Elem()}
}

func scalar(kind reflect.Kind) bool {
	return kind >= reflect.Bool && kind <= reflect.Float64 || kind == reflect.String
}

func zeroScalar(kind reflect.Kind) constant.Value {
	switch kind {
	case reflect.Bool:
		return constant.MakeBool(false)
	case reflect.String:
		return constant.MakeString("")
	}
	return constant.MakeInt64(0)
}

func (m *Machine) cell(v Value, t *Type) *Cell { return &Cell{V: v, T: t, depth: m.undecided} }

// New makes a place for a value.
func (m *Machine) New(v Value, t *Type) *Cell { return m.cell(v, t) }

// Store puts a value into a place. Below an undecided condition, places made outside it become Unknown.
func (m *Machine) Store(to *Cell, v Value) {
	if to == nil {
		return
	}
	v = m.Convert(copied(v, to.depth), to.T, false)
	if m.undecided > to.depth && !same(to.V, v) {
		to.V = Unknown{"depends on where it runs"}
		return
	}
	to.V = v
}

// copied gives structs and arrays their own places.
func copied(v Value, depth int) Value {
	switch value := v.(type) {
	case *Struct:
		twin := &Struct{T: value.T, fields: make(map[string]*Cell, len(value.fields)), depth: depth}
		for name, cell := range value.fields {
			twin.fields[name] = &Cell{V: copied(cell.V, depth), T: cell.T, depth: depth}
		}
		return twin
	case Tuple:
		if len(value) > 0 {
			return value[0]
		}
		return Unknown{"no value"}
	case nil:
		return Unknown{"no value"}
	}
	return v
}

// FieldCell returns the place of a field, also of one promoted from an embedded struct.
func (m *Machine) FieldCell(s *Struct, name string) *Cell {
	if cell, ok := s.fields[name]; ok {
		return cell
	}
	for _, field := range m.Fields(s.T) {
		if field.Name == name {
			cell := &Cell{V: m.Zero(field.Type), T: field.Type, depth: s.depth}
			s.fields[name] = cell
			return cell
		}
	}
	for _, field := range m.Fields(s.T) {
		if !field.Embedded {
			continue
		}
		if inner := m.structOf(m.FieldCell(s, field.Name).V); inner != nil {
			if cell := m.FieldCell(inner, name); cell != nil {
				return cell
			}
		}
	}
	return nil
}

// structOf follows pointers to a struct, or returns nil.
func (m *Machine) structOf(v Value) *Struct {
	for {
		switch value := v.(type) {
		case *Struct:
			return value
		case Pointer:
			v = value.To.V
		default:
			return nil
		}
	}
}
