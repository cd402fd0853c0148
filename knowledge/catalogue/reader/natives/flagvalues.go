package natives

import (
	"columbo/catalogue-reader/interp"
)

const (
	pflag  = "github.com/spf13/pflag"
	cobra  = "github.com/spf13/cobra"
	goFlag = "flag"
)

// flagObject is a *pflag.Flag or *flag.Flag.
type flagObject struct{ flag *Flag }

func (f *flagObject) Method(string) interp.Native { return nil }

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
		f.flag.Deprecated, f.flag.Hidden = written != "", written != "" || f.flag.Hidden
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

func flagOf(v interp.Value) *Flag {
	if pointer, ok := v.(interp.Pointer); ok {
		v = pointer.To.V
	}
	if object, ok := v.(*flagObject); ok {
		return object.flag
	}
	return nil
}

// command is a cobra.Command, as far as its flags go.
type command struct{ flags, persistent *FlagSet }

func (c *command) Method(name string) interp.Native {
	switch name {
	case "Flags", "LocalFlags":
		return func(*interp.Call) interp.Value { return interp.Pointer{To: &interp.Cell{V: c.flags}} }
	case "PersistentFlags":
		return func(*interp.Call) interp.Value { return interp.Pointer{To: &interp.Cell{V: c.persistent}} }
	case "Name":
		return func(*interp.Call) interp.Value { return interp.String("component") }
	}
	return nil
}

func (w *World) flagTypes() map[string]interp.NativeType {
	set := interp.NativeType{Make: func(*interp.Machine) interp.Value { return w.newSet() }}
	return map[string]interp.NativeType{
		pflag + ".FlagSet": set, goFlag + ".FlagSet": set,
		pflag + ".Flag": {Make: func(*interp.Machine) interp.Value { return &flagObject{&Flag{}} }},
		cobra + ".Command": {Make: func(*interp.Machine) interp.Value {
			return &command{flags: w.named("command"), persistent: w.named("command")}
		}},
	}
}

// named returns a set that lives as long as the world.
func (w *World) named(name string) *FlagSet {
	if w.sets[name] == nil {
		w.sets[name] = w.newSet()
	}
	return w.sets[name]
}

func (w *World) flagValues() map[string]interp.Value {
	values := map[string]interp.Value{}
	made := interp.Native(func(*interp.Call) interp.Value {
		set := w.newSet()
		w.made = append(w.made, set)
		return interp.Pointer{To: &interp.Cell{V: set}}
	})
	for _, pkg := range []string{pflag, goFlag} {
		values[pkg+".NewFlagSet"] = made
		values[pkg+".CommandLine"] = interp.Pointer{To: &interp.Cell{V: w.named(pkg)}}
		for name := range registrations {
			values[pkg+"."+name] = w.named(pkg).Method(name)
		}
	}
	values[goFlag+".Lookup"] = w.named(goFlag).Method("Lookup")
	values[pflag+".Lookup"] = w.named(pflag).Method("Lookup")
	values[pflag+".PFlagFromGoFlag"] = interp.Native(func(call *interp.Call) interp.Value {
		flag := flagOf(call.Arg(0))
		if flag == nil {
			return interp.Unknown{Why: "flag that is not known"}
		}
		twin := *flag
		return interp.Pointer{To: &interp.Cell{V: &flagObject{&twin}}}
	})
	return values
}
