package natives

import (
	"go/token"
	"maps"

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
