// Command reader prints the parameters of one Kubernetes version, one JSON line each, read from its Go sources.
//
//	go run . -version v1.34.4
package main

import (
	"flag"
	"fmt"
	"os"

	"columbo/catalogue-reader/flags"
	"columbo/catalogue-reader/modules"
	"columbo/catalogue-reader/record"
	"columbo/catalogue-reader/source"
)

func main() {
	version := flag.String("version", "", "Kubernetes version, for example v1.34.4; its sources are downloaded when missing")
	flag.Parse()
	if err := run(*version); err != nil {
		fmt.Fprintln(os.Stderr, "catalogue reader:", err)
		os.Exit(1)
	}
}

func run(version string) error {
	layout, err := modules.Download(version)
	if err != nil {
		return err
	}
	loader := source.NewLoader(layout)
	var records []record.Record
	for _, component := range flags.Components {
		found, err := flags.Read(loader, component, nil)
		if err != nil {
			return err
		}
		records = append(records, found...)
	}
	return record.Write(os.Stdout, records)
}
