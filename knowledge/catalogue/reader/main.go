// Command reader prints the parameters of one Kubernetes version, one JSON line each, read from its Go sources, and how
// many types of configuration files each of its packages has.
//
//	go run . -version v1.34.4
package main

import (
	"flag"
	"fmt"
	"os"

	"columbo/catalogue-reader/fields"
	"columbo/catalogue-reader/files"
	"columbo/catalogue-reader/flags"
	"columbo/catalogue-reader/gates"
	"columbo/catalogue-reader/modules"
	"columbo/catalogue-reader/record"
	"columbo/catalogue-reader/source"
)

func main() {
	version := flag.String("version", "", "Kubernetes version, for example v1.34.4; its sources are downloaded when missing")
	folder := flag.String("modules", "", "folder that holds the modules' sources; nothing is downloaded then")
	flag.Parse()
	records, packages, err := read(*version, *folder)
	if err == nil {
		err = record.Write(os.Stdout, records, packages)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "catalogue reader:", err)
		os.Exit(1)
	}
}

func read(version, folder string) ([]record.Record, []record.Package, error) {
	minor, err := modules.Minor(version)
	if err != nil {
		return nil, nil, err
	}
	layout, err := find(version, folder)
	if err != nil {
		return nil, nil, err
	}
	loader := source.NewLoader(layout)
	records, err := gates.Read(loader, minor)
	if err != nil {
		return nil, nil, err
	}
	enabled := defaultsOf(records)
	found, err := fields.Read(loader, fields.Roots(), enabled)
	if err != nil {
		return nil, nil, err
	}
	records = append(records, found...)
	for _, component := range flags.Components {
		found, err := flags.Read(loader, component, enabled)
		if err != nil {
			return nil, nil, err
		}
		records = append(records, found...)
	}
	return records, files.Count(loader), nil
}

func find(version, folder string) (*modules.Layout, error) {
	if folder != "" {
		return modules.Local(folder)
	}
	return modules.Download(version)
}

// defaultsOf answers which feature gates are on unless they are set.
func defaultsOf(gates []record.Record) func(gate string) (on, known bool) {
	defaults := map[string]bool{}
	for _, gate := range gates {
		defaults[gate.Name] = *gate.Default == "true"
	}
	return func(gate string) (bool, bool) {
		on, known := defaults[gate]
		return on, known
	}
}
