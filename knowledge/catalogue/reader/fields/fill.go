package fields

import (
	"slices"

	"columbo/catalogue-reader/interp"
)

// fill makes a value in which every optional struct is present and every list and map of structs holds one.
func fill(m *interp.Machine, t *interp.Type, outer []*interp.Type) interp.Value {
	under := m.Underlying(t)
	if under == nil || plain[t.Path()] != "" {
		return m.Zero(t)
	}
	switch under.Kind {
	case interp.PointerTo:
		if plainName(m, under.Elem) == "" && !within(outer, under.Elem) {
			return interp.Pointer{To: m.New(fill(m, under.Elem, outer), under.Elem)}
		}
	case interp.ListOf:
		if plainName(m, under.Elem) == "" && !within(outer, under.Elem) {
			return &interp.List{T: t, Cells: []*interp.Cell{m.New(fill(m, under.Elem, outer), under.Elem)}}
		}
	case interp.MapOf:
		if plainName(m, under.Elem) == "" && !within(outer, under.Elem) {
			made := interp.NewMap(t)
			made.Put(interp.String("name"), m.New(fill(m, under.Elem, outer), under.Elem))
			return made
		}
	case interp.StructOf:
		made := m.Zero(t).(*interp.Struct)
		for _, field := range m.Fields(t) {
			m.FieldCell(made, field.Name).V = fill(m, field.Type, append(slices.Clone(outer), t))
		}
		return made
	}
	return m.Zero(t)
}

func within(outer []*interp.Type, t *interp.Type) bool {
	t = stripPointers(t)
	return slices.ContainsFunc(outer, func(other *interp.Type) bool { return interp.SameType(other, t) })
}
