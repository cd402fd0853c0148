package fields

import (
	"fmt"
	"strings"

	"columbo/catalogue-reader/interp"
	"columbo/catalogue-reader/natives"
	"columbo/catalogue-reader/record"
	"columbo/catalogue-reader/source"
)

// Read returns the fields of every root that exists in the version. Enabled tells a feature gate's default.
func Read(loader *source.Loader, roots []Root, enabled func(string) (bool, bool)) ([]record.Record, error) {
	var records []record.Record
	for _, root := range roots {
		// Each root gets its own machine, for defaulting may change package-level variables.
		machine := interp.NewMachine(loader, natives.NewWorld(enabled).Natives())
		found, err := readRoot(machine, root)
		if err != nil {
			return nil, err
		}
		records = append(records, found...)
	}
	return records, nil
}

func readRoot(machine *interp.Machine, root Root) ([]record.Record, error) {
	pkg, t := find(machine, root)
	if t == nil {
		return nil, nil
	}
	walk := &walker{machine: machine, skip: root.Skip}
	walk.walk(t, leaf{})
	if len(walk.leaves) == 0 {
		return nil, fmt.Errorf("type %s.%s has no fields", pkg, root.Type)
	}
	object := root.Object
	if object == "" {
		object = root.Type
	}
	bare, filled := defaulted(machine, root, pkg, object)
	var records []record.Record
	for _, one := range walk.leaves {
		made := record.Record{
			Component: root.Component, Kind: "field", Group: root.Group, Name: one.name, Type: one.typ,
			Doc: paragraph(one.doc), Position: one.position,
			Deprecated: strings.Contains(one.doc, "Deprecated:") || strings.Contains(one.doc, "DEPRECATED:"),
		}
		steps := append(append([]string(nil), root.Path...), one.steps...)
		// The API server refuses objects that lack a field without a default; files of components take what is empty.
		one.required = root.Object != "" && !one.optional
		made.Default, made.DefaultNote = defaultOf(machine, one, steps, bare, filled)
		records = append(records, made)
	}
	return records, nil
}

func find(machine *interp.Machine, root Root) (string, *interp.Type) {
	for _, path := range root.Packages {
		if pkg := machine.Loader.Load(path); pkg != nil && pkg.Names[root.Type] != nil {
			return path, machine.NamedType(path, root.Type)
		}
	}
	return "", nil
}

// defaulted makes the object empty and with every optional part present, and runs its defaulting function on both.
func defaulted(machine *interp.Machine, root Root, pkg, object string) (bare, filled interp.Value) {
	t := machine.NamedType(pkg, object)
	defaulting := root.Defaulting
	if defaulting == "" {
		defaulting = pkg
	}
	values := []interp.Value{machine.Zero(t), fill(machine, t, nil)}
	open(machine, values[0], root.Path)
	for at, value := range values {
		place := machine.New(value, t)
		run := machine.Global(defaulting, "SetObjectDefaults_"+object)
		if _, ok := run.(*interp.Func); ok {
			machine.Invoke(run, []interp.Value{interp.Pointer{To: place}})
		}
		values[at] = place.V
	}
	return values[0], values[1]
}

// open puts one item into every list on the way to a root.
func open(m *interp.Machine, value interp.Value, path []string) {
	for at, step := range path {
		structure, ok := value.(*interp.Struct)
		if !ok {
			return
		}
		cell := m.FieldCell(structure, step)
		if at+1 < len(path) && path[at+1] == "[]" {
			item := m.Underlying(cell.T).Elem
			element := m.New(m.Zero(item), item)
			cell.V = &interp.List{T: cell.T, Cells: []*interp.Cell{element}}
			return
		}
		value = cell.V
	}
}
