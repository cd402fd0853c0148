// Package flags reads the command-line flags of Kubernetes' components by running their command constructors.
package flags

import (
	"fmt"
	"sort"

	"columbo/catalogue-reader/interp"
	"columbo/catalogue-reader/natives"
	"columbo/catalogue-reader/record"
	"columbo/catalogue-reader/source"
)

// Component is a program and the function that makes its command.
type Component struct{ Name, Package, Constructor string }

// Components are those whose flags are read.
var Components = []Component{
	{"kube-apiserver", "k8s.io/kubernetes/cmd/kube-apiserver/app", "NewAPIServerCommand"},
	{"kube-controller-manager", "k8s.io/kubernetes/cmd/kube-controller-manager/app", "NewControllerManagerCommand"},
	{"kube-scheduler", "k8s.io/kubernetes/cmd/kube-scheduler/app", "NewSchedulerCommand"},
	{"kubelet", "k8s.io/kubernetes/cmd/kubelet/app", "NewKubeletCommand"},
	{"kube-proxy", "k8s.io/kubernetes/cmd/kube-proxy/app", "NewProxyCommand"},
}

// Every program has these two; they set nothing.
var leftOut = map[string]bool{"help": true, "version": true}

// Read returns the flags of one component.
func Read(loader *source.Loader, component Component, enabled func(string) (bool, bool)) ([]record.Record, error) {
	if loader.Load(component.Package) == nil {
		return nil, nil
	}
	world := natives.NewWorld(enabled)
	machine := interp.NewMachine(loader, world.Natives())
	constructor := machine.Global(component.Package, component.Constructor)
	if _, ok := constructor.(*interp.Func); !ok {
		return nil, fmt.Errorf("package %s has no function %s, which made %s's command in the versions known so far", component.Package, component.Constructor, component.Name)
	}
	addGlobals(machine, component.Package)
	machine.Invoke(constructor, nil)
	var records []record.Record
	for name, flag := range world.Flags() {
		if !leftOut[name] {
			records = append(records, toRecord(loader, component.Name, flag))
		}
	}
	sort.Slice(records, func(i, j int) bool { return records[i].Name < records[j].Name })
	return records, nil
}

func toRecord(loader *source.Loader, component string, flag *natives.Flag) record.Record {
	made := record.Record{
		Component: component, Kind: "flag", Group: "flags", Name: flag.Name, Type: flag.Type, Default: flag.Default,
		Doc: record.Paragraph(flag.Usage), Position: loader.Position(flag.Pos), Deprecated: flag.Deprecated,
	}
	if flag.Default == nil {
		made.DefaultNote = "computed"
	} else if *flag.Default == "" || *flag.Default == "[]" {
		made.DefaultNote = "empty"
	}
	return made
}
