package natives

import (
	"go/token"
	"sort"

	"columbo/catalogue-reader/interp"
)

// Flag is one registered flag. A Default of nil could not be worked out.
type Flag struct {
	Name, Type, Usage  string
	Default            *string
	Deprecated, Hidden bool
	Pos                token.Pos
}

// FlagSet collects flags in the order of their registration.
type FlagSet struct {
	world *World
	flags map[string]*Flag
}

func text(s string) *string { return &s }

func (w *World) newSet() *FlagSet { return &FlagSet{world: w, flags: map[string]*Flag{}} }

func flagSetOf(v interp.Value) (*FlagSet, bool) {
	if pointer, ok := v.(interp.Pointer); ok {
		v = pointer.To.V
	}
	set, ok := v.(*FlagSet)
	return set, ok
}

func (s *FlagSet) add(call *interp.Call, flag *Flag) {
	if flag.Pos == token.NoPos && call.Syntax != nil {
		flag.Pos = call.Syntax.Pos()
	}
	if flag.Name == "" {
		s.world.lose(call)
	} else if s.flags[flag.Name] == nil {
		s.flags[flag.Name] = flag
	}
}

func (w *World) lose(call *interp.Call) {
	if call.Syntax != nil {
		w.Lost = append(w.Lost, call.Syntax.Pos())
	}
}

func (s *FlagSet) sorted() []*Flag {
	flags := make([]*Flag, 0, len(s.flags))
	for _, flag := range s.flags {
		flags = append(flags, flag)
	}
	sort.Slice(flags, func(i, j int) bool { return flags[i].Name < flags[j].Name })
	return flags
}

// Method gives the methods of pflag.FlagSet and flag.FlagSet.
func (s *FlagSet) Method(name string) interp.Native {
	if form, ok := registrations[name]; ok {
		return func(call *interp.Call) interp.Value { return s.register(call, form) }
	}
	switch name {
	case "MarkDeprecated", "MarkHidden", "MarkShorthandDeprecated":
		return func(call *interp.Call) interp.Value {
			if key, ok := call.Text(0); ok && s.flags[key] != nil && name != "MarkShorthandDeprecated" {
				s.flags[key].Hidden = true
				s.flags[key].Deprecated = s.flags[key].Deprecated || name == "MarkDeprecated"
			}
			return interp.Nil{}
		}
	case "AddFlagSet", "AddGoFlagSet":
		return func(call *interp.Call) interp.Value {
			if other, ok := flagSetOf(call.Arg(0)); ok {
				for _, flag := range other.sorted() {
					s.add(call, flag)
				}
			}
			return interp.Tuple{}
		}
	case "AddFlag":
		return func(call *interp.Call) interp.Value {
			if flag := flagOf(call.Arg(0)); flag != nil {
				s.add(call, flag)
			} else if interp.IsUnknown(call.Arg(0)) {
				s.world.lose(call)
			}
			return interp.Tuple{}
		}
	case "Lookup":
		return func(call *interp.Call) interp.Value {
			if key, ok := call.Text(0); ok {
				if flag := s.flags[key]; flag != nil {
					return interp.Pointer{To: &interp.Cell{V: &flagObject{flag}}}
				}
				if s == s.world.named(goFlag) {
					// Components look up only flags of libraries that they link in.
					s.world.lose(call)
				}
				return interp.Nil{}
			}
			return interp.Unknown{Why: "flag that is not known"}
		}
	case "VisitAll":
		return func(call *interp.Call) interp.Value {
			for _, flag := range s.sorted() {
				call.Machine.Invoke(call.Arg(0), []interp.Value{interp.Pointer{To: &interp.Cell{V: &flagObject{flag}}}})
			}
			return interp.Tuple{}
		}
	case "GetNormalizeFunc":
		return func(*interp.Call) interp.Value {
			// The components' own function is applied to every name at the end.
			return interp.Native(func(call *interp.Call) interp.Value { return call.Arg(1) })
		}
	case "SetNormalizeFunc", "SetOutput", "SetInterspersed", "SetAnnotation", "Parse", "Init":
		return func(*interp.Call) interp.Value { return interp.Nil{} }
	}
	return nil
}
