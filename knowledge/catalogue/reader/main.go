// Command reader prints the parameters of one Kubernetes version, one JSON line each, read from its Go sources.
//
//	go run . -version v1.34.4
package main

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"

	"columbo/catalogue-reader/fields"
	"columbo/catalogue-reader/flags"
	"columbo/catalogue-reader/gates"
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
	records, err := gates.Read(loader, minorOf(version))
	if err != nil {
		return err
	}
	enabled := defaultsOf(records)
	found, err := fields.Read(loader, fields.Roots(), enabled)
	if err != nil {
		return err
	}
	records = append(records, found...)
	for _, component := range flags.Components {
		found, err := flags.Read(loader, component, enabled)
		if err != nil {
			return err
		}
		records = append(records, found...)
	}
	return record.Write(os.Stdout, records)
}

// minorOf takes 34 from v1.34.4.
func minorOf(version string) int {
	minor, _ := strconv.Atoi(strings.Split(version, ".")[1])
	return minor
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
