package natives

import (
	"go/token"
	"maps"
	"strings"

	"columbo/catalogue-reader/interp"
)

// World is what one run of a component leaves behind: its flags, schemes and gates.
type World struct {
	sets   map[string]*FlagSet
	made   []*FlagSet
	scheme *Scheme
	// Lost are the places of registrations whose flag's name could not be worked out.
	Lost    []token.Pos
	enabled func(gate string) (on, known bool)
}

// NewWorld makes a fresh world. Enabled tells a feature gate's default.
func NewWorld(enabled func(gate string) (on, known bool)) *World {
	return &World{sets: map[string]*FlagSet{}, scheme: NewScheme(), enabled: enabled}
}

// Natives are the functions and types of this world.
func (w *World) Natives() *interp.Natives {
	natives := &interp.Natives{Values: libraryValues(), Types: libraryTypes()}
	maps.Copy(natives.Values, w.flagValues())
	maps.Copy(natives.Types, w.flagTypes())
	maps.Copy(natives.Values, w.schemeValues())
	maps.Copy(natives.Values, w.gateValues())
	natives.Types["k8s.io/apimachinery/pkg/runtime.Scheme"] = interp.NativeType{Make: func(*interp.Machine) interp.Value { return w.scheme }}
	quantity := interp.NativeType{Make: func(*interp.Machine) interp.Value { return Quantity("0") }}
	natives.Types["k8s.io/apimachinery/pkg/api/resource.Quantity"] = quantity
	natives.Values["k8s.io/apimachinery/pkg/api/resource.MustParse"] = interp.Native(func(call *interp.Call) interp.Value {
		if text, ok := call.Text(0); ok {
			return Quantity(text)
		}
		return interp.Unknown{Why: "quantity that is not known"}
	})
	for _, pkg := range []string{"ptr", "pointer"} {
		natives.Values["k8s.io/utils/"+pkg+".AllPtrFieldsNil"] = interp.Native(allNil)
	}
	// What an image's name means for its pull policy depends on the name that the user gives.
	natives.Values["k8s.io/kubernetes/pkg/util/parsers.ParseImageName"] = interp.Native(func(*interp.Call) interp.Value {
		unknown := interp.Unknown{Why: "depends on the image's name"}
		return interp.Tuple{unknown, unknown, unknown, interp.Nil{}}
	})
	// Errors of defaulting and registering stop a component, so they never happen in one that runs.
	natives.Values["k8s.io/apimachinery/pkg/util/runtime.Must"] = interp.Native(func(*interp.Call) interp.Value { return interp.Tuple{} })
	return natives
}

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

func (w *World) gateValues() map[string]interp.Value {
	gates := &gateSet{world: w}
	made := interp.Native(func(*interp.Call) interp.Value { return interp.Pointer{To: &interp.Cell{V: gates}} })
	values := map[string]interp.Value{}
	for _, name := range []string{"NewFeatureGate", "NewVersionedFeatureGate"} {
		values["k8s.io/component-base/featuregate."+name] = made
	}
	// A version is its text: only feature gates' histories hold any.
	values["k8s.io/apimachinery/pkg/util/version.MustParse"] = interp.Native(func(call *interp.Call) interp.Value { return call.Arg(0) })
	values["k8s.io/apimachinery/pkg/util/version.MajorMinor"] = interp.Native(func(call *interp.Call) interp.Value {
		major, _ := call.Machine.Text(call.Arg(0))
		minor, _ := call.Machine.Text(call.Arg(1))
		return interp.String(major + "." + minor)
	})
	return values
}

// gateSet answers with each gate's default in this version.
type gateSet struct{ world *World }

func (g *gateSet) Method(name string) interp.Native {
	switch name {
	case "Enabled":
		return func(call *interp.Call) interp.Value {
			if gate, ok := call.Text(0); ok && g.world.enabled != nil {
				if on, known := g.world.enabled(gate); known {
					return interp.Bool(on)
				}
			}
			return interp.Unknown{Why: "feature gate that is not known"}
		}
	case "AddFlag":
		return func(call *interp.Call) interp.Value {
			if set, ok := flagSetOf(call.Arg(0)); ok {
				set.add(call, &Flag{
					Name: "feature-gates", Type: "mapStringBool", Default: text(""),
					Usage: "A set of key=value pairs that describe feature gates for alpha/experimental features.",
				})
			}
			return interp.Tuple{}
		}
	case "KnownFeatures":
		return func(*interp.Call) interp.Value { return &interp.List{} }
	case "Add", "AddVersioned", "AddMetrics", "SetEmulationVersion", "SetFromMap", "OverrideDefault", "Close", "AddDependencies":
		return func(*interp.Call) interp.Value { return interp.Nil{} }
	case "DeepCopy":
		return func(*interp.Call) interp.Value { return interp.Pointer{To: &interp.Cell{V: g}} }
	}
	return nil
}

// Flags returns the flags of the component's command and of every set made on the way, by name.
func (w *World) Flags() map[string]*Flag {
	found := map[string]*Flag{}
	for _, set := range append([]*FlagSet{w.named("command")}, w.made...) {
		for name, flag := range set.flags {
			if found[name] == nil {
				found[name] = flag
			}
		}
	}
	return found
}
