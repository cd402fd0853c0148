package fields

import (
	"slices"

	"columbo/catalogue-reader/interp"
)

// Notes that stand beside a default or in its stead.
const (
	noteZero     = "zero"
	noteEmpty    = "empty"
	noteRequired = "required"
	noteComputed = "computed"
	noteParent   = "where its parent is set"
	noteNone     = "unset"
	noteCycle    = "recursive"
)

// defaultOf reads a leaf's default: from the empty object, else from the one in which all parts are present.
func defaultOf(m *interp.Machine, one leaf, steps []string, bare, filled interp.Value) (*string, string) {
	if one.recursive {
		return nil, noteCycle
	}
	value, reached := follow(m, bare, steps)
	note := ""
	// What a default puts into a list says nothing about the items that a user adds.
	if slices.ContainsFunc(one.steps, func(step string) bool { return step == "[]" || step == "{}" }) {
		reached = false
	}
	if !reached {
		value, reached = follow(m, filled, steps)
		note = noteParent
	}
	if !reached {
		return nil, noteNone
	}
	switch known := value.(type) {
	case interp.Unknown:
		return nil, noteComputed
	case interp.Nil:
		return nil, noteNone
	case *interp.List:
		if len(known.Cells) == 0 {
			return nil, noteEmpty
		}
	case *interp.Map:
		if len(known.Keys()) == 0 {
			return nil, noteEmpty
		}
	}
	_, pointed := value.(interp.Pointer)
	text, ok := m.Text(value)
	if !ok {
		if structure, isStruct := value.(*interp.Struct); isStruct && one.typ != "duration" {
			return ofStruct(m, structure, one)
		}
		return nil, noteComputed
	}
	isZero := text == "" || text == "0" || text == "0s" || text == "false"
	switch {
	case isZero && !pointed && (one.required || !one.optional && note == noteParent):
		return nil, noteRequired
	case text == "" && !pointed:
		return nil, noteEmpty
	case isZero && !pointed && one.typ == "quantity":
		return nil, noteEmpty
	case isZero && !pointed && note == "":
		note = noteZero
	}
	return &text, note
}

// ofStruct reads structs that are written as one value and have no String method that was understood.
func ofStruct(m *interp.Machine, structure *interp.Struct, one leaf) (*string, string) {
	if one.typ != "int or string" {
		return nil, noteEmpty
	}
	for _, field := range []string{"StrVal", "IntVal"} {
		if text, ok := m.Text(m.FieldCell(structure, field).V); ok && text != "" && text != "0" {
			return &text, ""
		}
	}
	return nil, noteEmpty
}

// follow goes from a value along field names, [] for the first element and {} for the first entry.
func follow(m *interp.Machine, value interp.Value, steps []string) (interp.Value, bool) {
	for _, step := range steps {
		for {
			pointer, ok := value.(interp.Pointer)
			if !ok {
				break
			}
			value = pointer.To.V
		}
		switch known := value.(type) {
		case *interp.Struct:
			cell := m.FieldCell(known, step)
			if cell == nil {
				return nil, false
			}
			value = cell.V
		case *interp.List:
			// Items that a defaulting function added tell nothing about an item that a user adds.
			if len(known.Cells) != 1 {
				return nil, false
			}
			value = known.Cells[0].V
		case *interp.Map:
			if len(known.Keys()) == 0 {
				return nil, false
			}
			cell, _ := known.Get(known.Keys()[0])
			value = cell.V
		case interp.Unknown:
			return known, true
		default:
			return nil, false
		}
	}
	return value, true
}
