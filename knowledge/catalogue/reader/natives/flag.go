package natives

import (
	"columbo/catalogue-reader/interp"
)

// flagObject is a *pflag.Flag or *flag.Flag.
type flagObject struct{ flag *Flag }

// Get reads a field of a flag.
func (f *flagObject) Get(name string) interp.Value {
	switch name {
	case "Name":
		return interp.String(f.flag.Name)
	case "Usage":
		return interp.String(f.flag.Usage)
	case "Deprecated":
		return interp.String(map[bool]string{true: "deprecated"}[f.flag.Deprecated])
	case "DefValue":
		if f.flag.Default != nil {
			return interp.String(*f.flag.Default)
		}
	case "Value":
		return interp.Pointer{To: &interp.Cell{V: &flagValue{f.flag}}}
	}
	return interp.Unknown{Why: "field of a flag"}
}

// Set writes a field of a flag.
func (f *flagObject) Set(name string, v interp.Value) {
	written, _ := interp.TextOf(v)
	switch name {
	case "Name":
		f.flag.Name = written
	case "Usage":
		f.flag.Usage = written
	case "Deprecated":
		// Set like this rather than by MarkDeprecated, a flag stays in the help.
		f.flag.Deprecated = written != ""
	case "Hidden":
		f.flag.Hidden = interp.Truth(v)
	case "DefValue":
		f.flag.Default = nil
		if _, ok := interp.TextOf(v); ok {
			f.flag.Default = &written
		}
	}
}

// flagValue is the value of a flag: its type and text are those at registration.
type flagValue struct{ flag *Flag }

func flagOf(v interp.Value) *Flag {
	if pointer, ok := v.(interp.Pointer); ok {
		v = pointer.To.V
	}
	if object, ok := v.(*flagObject); ok {
		return object.flag
	}
	return nil
}

func (f *flagObject) Method(string) interp.Native { return nil }

func (v *flagValue) Method(name string) interp.Native {
	switch name {
	case "Type":
		return func(*interp.Call) interp.Value { return interp.String(v.flag.Type) }
	case "String":
		return func(*interp.Call) interp.Value {
			if v.flag.Default == nil {
				return interp.Unknown{Why: "default that is not known"}
			}
			return interp.String(*v.flag.Default)
		}
	case "Set":
		return func(call *interp.Call) interp.Value {
			v.flag.Default = nil
			if written, ok := call.Text(0); ok {
				v.flag.Default = &written
			}
			return interp.Nil{}
		}
	}
	return nil
}
