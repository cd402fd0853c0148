package natives

import (
	"columbo/catalogue-reader/interp"
)

const (
	pflag  = "github.com/spf13/pflag"
	cobra  = "github.com/spf13/cobra"
	goFlag = "flag"
)

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
