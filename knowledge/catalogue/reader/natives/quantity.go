package natives

import (
	"strings"

	"columbo/catalogue-reader/interp"
)

// allNil tells whether every pointer field of a struct is nil.
func allNil(call *interp.Call) interp.Value {
	pointer, ok := call.Arg(0).(interp.Pointer)
	if !ok {
		return interp.Unknown{Why: "struct that is not known"}
	}
	structure, ok := pointer.To.V.(*interp.Struct)
	if !ok {
		return interp.Unknown{Why: "struct that is not known"}
	}
	for _, field := range call.Machine.Fields(structure.T) {
		if _, set := call.Machine.FieldCell(structure, field.Name).V.(interp.Pointer); set {
			return interp.Bool(false)
		}
	}
	return interp.Bool(true)
}

// Quantity is an amount such as 100Mi, as it is written.
type Quantity string

// Method gives the amount's text.
func (q Quantity) Method(name string) interp.Native {
	switch name {
	case "String":
		return func(*interp.Call) interp.Value { return interp.String(string(q)) }
	case "IsZero":
		return func(*interp.Call) interp.Value { return interp.Bool(strings.Trim(string(q), "0") == "") }
	case "DeepCopy":
		return func(*interp.Call) interp.Value { return q }
	}
	return nil
}
