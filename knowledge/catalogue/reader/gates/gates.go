// Package gates reads the feature gates of one Kubernetes version from the tables that register them.
package gates

import (
	"fmt"
	"go/ast"
	"sort"
	"strconv"
	"strings"

	"columbo/catalogue-reader/interp"
	"columbo/catalogue-reader/natives"
	"columbo/catalogue-reader/record"
	"columbo/catalogue-reader/source"
)

// spec is one entry of a gate's history; since is the minor version from which it holds.
type spec struct {
	since int
	// compatible is the least --min-compatibility-version with which it holds, or 0.
	compatible int
	on         bool
	stage      string
	locked     bool
}

// Read returns every gate with what holds in the given minor version of Kubernetes.
func Read(loader *source.Loader, minor int) ([]record.Record, error) {
	machine := interp.NewMachine(loader, natives.NewWorld(nil).Natives())
	found := map[string]record.Record{}
	for _, path := range packagesWithGates(loader) {
		pkg := loader.Load(path)
		for _, name := range pkg.SortedNames() {
			decl := pkg.Names[name]
			for _, table := range tablesOf(decl) {
				values, ok := machine.Eval(table, interp.FileScope(decl.File)).(*interp.Map)
				for _, entry := range table.Elts {
					if pair, isPair := entry.(*ast.KeyValueExpr); ok && isPair {
						add(machine, decl.File, pair, values, minor, found)
					}
				}
			}
		}
	}
	records := make([]record.Record, 0, len(found))
	for _, gate := range found {
		records = append(records, gate)
	}
	if len(records) == 0 {
		return nil, fmt.Errorf("no feature gates found: the tables map[Feature]FeatureSpec and map[Feature]VersionedSpecs are gone")
	}
	sort.Slice(records, func(i, j int) bool { return records[i].Name < records[j].Name })
	return records, nil
}

func add(m *interp.Machine, file *source.File, pair *ast.KeyValueExpr, values *interp.Map, minor int, found map[string]record.Record) {
	name, known := interp.TextOf(m.Eval(pair.Key, interp.FileScope(file)))
	cell, _ := values.Get(interp.String(name))
	if !known || cell == nil {
		return
	}
	current, ok := holding(specsOf(m, cell.V), minor)
	if !ok {
		return
	}
	decl := declarationOf(m.Loader, pair.Key, file)
	gate := record.Record{
		Component: "kubernetes", Kind: "gate", Group: "gates", Name: name, Type: "bool",
		Default: record.Text(strconv.FormatBool(current.on)), Stage: current.stage, Locked: current.locked,
		Deprecated: current.stage == "DEPRECATED", Position: m.Loader.Position(pair.Pos()),
	}
	if decl != nil {
		gate.Doc, gate.Position = documentation(decl.Doc), m.Loader.Position(decl.Spec.Pos())
	}
	// A table of a binary repeats gates of its libraries; the entry beside the gate's declaration wins.
	if _, repeated := found[name]; !repeated || decl != nil && decl.File.Package == file.Package {
		found[name] = gate
	}
}

// holding picks the entry with the latest version that is not after the given one. Without
// --min-compatibility-version a component is compatible with the minor version before its own.
func holding(specs []spec, minor int) (spec, bool) {
	best, found := spec{}, false
	for _, one := range specs {
		if one.since <= minor && one.compatible < minor && (!found || one.since >= best.since) {
			best, found = one, true
		}
	}
	return best, found
}

// declarationOf finds the constant that names a gate.
func declarationOf(loader *source.Loader, key ast.Expr, file *source.File) *source.Declaration {
	pkg, name := file.Package, ""
	switch expr := key.(type) {
	case *ast.Ident:
		name = expr.Name
	case *ast.SelectorExpr:
		if qualifier, ok := expr.X.(*ast.Ident); ok {
			pkg, name = loader.Load(file.Imports[qualifier.Name]), expr.Sel.Name
		}
	}
	if pkg == nil {
		return nil
	}
	return pkg.Names[name]
}

// documentation drops the lines about owners and proposals.
func documentation(comment string) string {
	var kept []string
	for _, line := range strings.Split(comment, "\n") {
		word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(line)), ":")
		switch word {
		case "owner", "kep", "alpha", "beta", "ga", "owners", "deprecated":
			continue
		}
		kept = append(kept, line)
	}
	return record.Paragraph(strings.Join(kept, "\n"))
}
