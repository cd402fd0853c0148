package fields

import (
	"columbo/catalogue-reader/interp"
)

const apimachinery = "k8s.io/apimachinery/pkg/"

// plain are structs that are written as one value.
var plain = map[string]string{
	apimachinery + "apis/meta/v1.Duration":                   "duration",
	apimachinery + "apis/meta/v1.Time":                       "time",
	apimachinery + "apis/meta/v1.MicroTime":                  "time",
	apimachinery + "apis/meta/v1.ObjectMeta":                 "object metadata",
	apimachinery + "api/resource.Quantity":                   "quantity",
	apimachinery + "util/intstr.IntOrString":                 "int or string",
	apimachinery + "runtime.RawExtension":                    "object",
	apimachinery + "runtime.Unknown":                         "object",
	"k8s.io/component-base/logs/api/v1.VModuleConfiguration": "list of pattern=level",
	"k8s.io/component-base/logs/api/v1.TimeOrMetaDuration":   "duration",
	"k8s.io/apimachinery/pkg/api/resource.QuantityValue":     "quantity",
	"time.Duration": "duration",
}

func stripPointers(t *interp.Type) *interp.Type {
	for t != nil && t.Kind == interp.PointerTo {
		t = t.Elem
	}
	return t
}

// plainName names the type of a leaf, or returns "" for a type with fields of its own.
func plainName(m *interp.Machine, t *interp.Type) string {
	t = stripPointers(t)
	under := m.Underlying(t)
	if under == nil {
		return "unresolved"
	}
	if known, ok := plain[t.Path()]; ok {
		return known
	}
	switch under.Kind {
	case interp.Basic:
		return under.Name
	case interp.ListOf:
		if item := m.Underlying(under.Elem); item != nil && item.Name == "uint8" {
			return "bytes"
		}
		if elem := plainName(m, under.Elem); elem != "" {
			return "list of " + elem
		}
		return ""
	case interp.MapOf:
		if elem := plainName(m, under.Elem); elem != "" {
			return "map of " + elem
		}
		return ""
	case interp.StructOf:
		return ""
	case interp.External:
		return under.Path()
	}
	return "object"
}
