// Package flags reads the command-line flags of Kubernetes' components by running their command constructors.
package flags

import (
	"fmt"
	"sort"
	"strings"

	"columbo/catalogue-reader/interp"
	"columbo/catalogue-reader/natives"
	"columbo/catalogue-reader/record"
	"columbo/catalogue-reader/source"
)

// Component is a program and the function that makes its command.
type Component struct{ Name, Program, Constructor string }

func (c Component) app() string { return c.Program + "/app" }

// Components are those whose flags are read.
var Components = []Component{
	{"kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver", "NewAPIServerCommand"},
	{"kube-controller-manager", "k8s.io/kubernetes/cmd/kube-controller-manager", "NewControllerManagerCommand"},
	{"kube-scheduler", "k8s.io/kubernetes/cmd/kube-scheduler", "NewSchedulerCommand"},
	{"kubelet", "k8s.io/kubernetes/cmd/kubelet", "NewKubeletCommand"},
	{"kube-proxy", "k8s.io/kubernetes/cmd/kube-proxy", "NewProxyCommand"},
}

// Every program has these two; they set nothing.
var leftOut = map[string]bool{"help": true, "version": true}

// Read returns the flags of one component.
func Read(loader *source.Loader, component Component, enabled func(string) (bool, bool)) ([]record.Record, error) {
	if loader.Load(component.app()) == nil {
		return nil, nil
	}
	world := natives.NewWorld(enabled)
	machine := interp.NewMachine(loader, world.Natives())
	constructor := machine.Global(component.app(), component.Constructor)
	if _, ok := constructor.(*interp.Func); !ok {
		return nil, fmt.Errorf("package %s has no function %s, which made %s's command in the versions known so far", component.app(), component.Constructor, component.Name)
	}
	link(machine, component.Program)
	machine.Invoke(constructor, nil)
	if len(world.Lost) > 0 {
		return nil, fmt.Errorf("%s registers a flag at %s whose name cannot be worked out from the sources at hand", component.Name, loader.Position(world.Lost[0]))
	}
	var records []record.Record
	registered := world.Flags()
	for name, flag := range registered {
		// A component takes underscores for dashes, so a name with underscores is the other one's twin.
		_, twin := registered[dashed(name)]
		if !leftOut[name] && (!twin || name == dashed(name)) {
			records = append(records, toRecord(loader, component.Name, dashed(name), flag))
		}
	}
	sort.Slice(records, func(i, j int) bool { return records[i].Name < records[j].Name })
	return records, nil
}

func toRecord(loader *source.Loader, component, name string, flag *natives.Flag) record.Record {
	made := record.Record{
		Component: component, Kind: "flag", Group: "flags", Name: name, Type: typeName(flag.Type), Default: flag.Default,
		Doc: record.Paragraph(flag.Usage), Position: loader.Position(flag.Pos),
		Deprecated: flag.Deprecated || strings.HasPrefix(flag.Usage, "DEPRECATED"), Hidden: flag.Hidden,
	}
	if flag.Default == nil {
		made.DefaultNote = "computed"
	} else if *flag.Default == "" || *flag.Default == "[]" {
		made.DefaultNote = "empty"
	}
	return made
}

// dashed writes a name as the components' normalising function does.
func dashed(name string) string { return strings.ReplaceAll(name, "_", "-") }

// typeNames writes pflag's types as fields' types are written.
var typeNames = map[string]string{
	"stringSlice": "list of string", "stringArray": "list of string", "intSlice": "list of int",
	"stringToString": "map of string", "mapStringString": "map of string", "mapStringBool": "map of bool",
}

func typeName(kind string) string {
	if name, ok := typeNames[kind]; ok {
		return name
	}
	return kind
}
