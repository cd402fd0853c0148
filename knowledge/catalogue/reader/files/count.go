package files

import (
	"go/ast"
	"reflect"
	"strings"

	"columbo/catalogue-reader/record"
	"columbo/catalogue-reader/source"
)

// Count returns how many types each package of configuration files has in this version of Kubernetes, and how many
// fields they have together; packages that the version lacks are left out.
func Count(loader *source.Loader) []record.Package {
	var counts []record.Package
	for _, group := range groups {
		for _, version := range group.Versions {
			path := group.Path + "/" + version
			if pkg := loader.Load(path); pkg != nil {
				types, fields := countTypes(pkg)
				counts = append(counts, record.Package{Component: group.Component, Kind: "package", Name: path, Types: types, Fields: fields})
			}
		}
	}
	return counts
}

func countTypes(pkg *source.Package) (types, fields int) {
	for name, declared := range pkg.Names {
		spec, ok := declared.Spec.(*ast.TypeSpec)
		if !ok || !ast.IsExported(name) {
			continue
		}
		if structure, ok := spec.Type.(*ast.StructType); ok {
			types++
			fields += countFields(structure)
		}
	}
	return types, fields
}

// countFields counts the fields that have a key of their own when the type is written as JSON: without those that are
// inlined. The types of kube-controller-manager have no tags; the names of their fields are the keys.
func countFields(structure *ast.StructType) int {
	count := 0
	for _, field := range structure.Fields.List {
		tag := ""
		if field.Tag != nil {
			tag = reflect.StructTag(strings.Trim(field.Tag.Value, "`")).Get("json")
		}
		key, options, _ := strings.Cut(tag, ",")
		switch {
		case tag == "-" || key == "" && strings.Contains(options, "inline"):
		case len(field.Names) == 0 && key != "":
			count++
		default:
			for _, name := range field.Names {
				if ast.IsExported(name.Name) {
					count++
				}
			}
		}
	}
	return count
}
