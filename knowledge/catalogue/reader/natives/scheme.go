package natives

import (
	"cmp"
	"maps"
	"slices"

	"columbo/catalogue-reader/interp"
)

// Scheme knows the defaulting and conversion functions that packages registered.
type Scheme struct {
	defaults    map[string]interp.Value
	conversions map[[2]string]conversion
}

type conversion struct {
	to  *interp.Type
	run interp.Value
}

// NewScheme makes an empty scheme. All schemes of a world are one: their types never clash.
func NewScheme() *Scheme {
	return &Scheme{defaults: map[string]interp.Value{}, conversions: map[[2]string]conversion{}}
}

func (w *World) schemeValues() map[string]interp.Value {
	made := interp.Native(func(*interp.Call) interp.Value { return interp.Pointer{To: &interp.Cell{V: w.scheme}} })
	return map[string]interp.Value{"k8s.io/apimachinery/pkg/runtime.NewScheme": made}
}

// pointed is the path of the type that a pointer value leads to.
func pointed(v interp.Value) (*interp.Type, string) {
	t := interp.TypeOf(v)
	if t == nil || t.Elem == nil {
		return nil, ""
	}
	return t.Elem, t.Elem.Path()
}

// Method gives the scheme's methods that option constructors use.
func (s *Scheme) Method(name string) interp.Native {
	switch name {
	case "AddTypeDefaultingFunc":
		return func(call *interp.Call) interp.Value {
			_, path := pointed(call.Arg(0))
			s.defaults[path] = call.Arg(1)
			return interp.Tuple{}
		}
	case "AddGeneratedConversionFunc", "AddConversionFunc":
		return func(call *interp.Call) interp.Value {
			_, from := pointed(call.Arg(0))
			to, path := pointed(call.Arg(1))
			if known := s.conversions[[2]string{from, path}]; known.run == nil || name == "AddConversionFunc" {
				s.conversions[[2]string{from, path}] = conversion{to, call.Arg(2)}
			}
			return interp.Nil{}
		}
	case "Default":
		return func(call *interp.Call) interp.Value {
			_, path := pointed(call.Arg(0))
			if run := s.defaults[path]; run != nil {
				call.Machine.Invoke(run, []interp.Value{call.Arg(0)})
			}
			return interp.Tuple{}
		}
	case "Convert":
		return func(call *interp.Call) interp.Value {
			_, from := pointed(call.Arg(0))
			_, to := pointed(call.Arg(1))
			return s.convert(call.Machine, from, to, call.Arg(0), call.Arg(1))
		}
	case "ConvertToVersion", "UnsafeConvertToVersion":
		return s.convertToVersion
	case "AddKnownTypes", "AddKnownTypeWithName", "SetVersionPriority", "AddFieldLabelConversionFunc", "AddUnversionedTypes", "AddValidationFunc":
		return func(*interp.Call) interp.Value { return interp.Nil{} }
	}
	return nil
}

func (s *Scheme) convert(m *interp.Machine, from, to string, in, out interp.Value) interp.Value {
	known, ok := s.conversions[[2]string{from, to}]
	if !ok {
		if pointer, isPointer := out.(interp.Pointer); isPointer {
			pointer.To.V = interp.Unknown{Why: "conversion that is not known"}
		}
		return interp.Nil{}
	}
	m.Invoke(known.run, []interp.Value{in, out, interp.Unknown{Why: "conversion scope"}})
	return interp.Nil{}
}

// convertToVersion finds the first other type of the same name that the value converts to.
func (s *Scheme) convertToVersion(call *interp.Call) interp.Value {
	t, from := pointed(call.Arg(0))
	for _, pair := range slices.SortedFunc(maps.Keys(s.conversions), func(a, b [2]string) int { return cmp.Compare(a[1], b[1]) }) {
		known := s.conversions[pair]
		if t != nil && pair[0] == from && pair[1] != from && known.to.Name == t.Name {
			out := interp.Pointer{To: call.Machine.New(call.Machine.Zero(known.to), known.to)}
			return interp.Tuple{out, s.convert(call.Machine, from, pair[1], call.Arg(0), out)}
		}
	}
	return interp.Tuple{interp.Unknown{Why: "conversion that is not known"}, interp.Nil{}}
}
