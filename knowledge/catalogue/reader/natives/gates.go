package natives

import (
	"columbo/catalogue-reader/interp"
)

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
