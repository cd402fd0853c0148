package gates

import (
	"go/ast"
	"go/constant"
	"io/fs"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"columbo/catalogue-reader/interp"
	"columbo/catalogue-reader/source"
)

// packagesWithGates finds the packages whose files are named after features, outside tests.
func packagesWithGates(loader *source.Loader) []string {
	seen := map[string]bool{}
	for _, module := range loader.Layout.Paths() {
		if !strings.HasPrefix(module, "k8s.io/") {
			continue
		}
		root := loader.Layout.Root(module)
		_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return nil
			}
			name := entry.Name()
			if entry.IsDir() && (name == "test" || name == "testdata" || name == "vendor" || name == "third_party" || name == "staging") {
				return fs.SkipDir
			}
			if !entry.IsDir() && strings.Contains(name, "feature") && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") {
				below, _ := filepath.Rel(root, filepath.Dir(path))
				seen[strings.TrimSuffix(module+"/"+filepath.ToSlash(below), "/.")] = true
			}
			return nil
		})
	}
	var paths []string
	for path := range seen {
		if loader.Load(path) != nil {
			paths = append(paths, path)
		}
	}
	sort.Strings(paths)
	return paths
}

// tablesOf returns the tables of gates that a variable holds or a function returns.
func tablesOf(decl *source.Declaration) []*ast.CompositeLit {
	var tables []*ast.CompositeLit
	for _, value := range decl.Values {
		if table := asTable(value); table != nil {
			tables = append(tables, table)
		}
	}
	if decl.Func != nil && decl.Func.Body != nil {
		for _, statement := range decl.Func.Body.List {
			if returned, ok := statement.(*ast.ReturnStmt); ok && len(returned.Results) == 1 {
				if table := asTable(returned.Results[0]); table != nil {
					tables = append(tables, table)
				}
			}
		}
	}
	return tables
}

func asTable(expr ast.Expr) *ast.CompositeLit {
	literal, ok := expr.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	kind, ok := literal.Type.(*ast.MapType)
	if !ok || lastName(kind.Key) != "Feature" {
		return nil
	}
	if name := lastName(kind.Value); name != "FeatureSpec" && name != "VersionedSpecs" {
		return nil
	}
	return literal
}

func lastName(expr ast.Expr) string {
	if selector, ok := expr.(*ast.SelectorExpr); ok {
		return selector.Sel.Name
	}
	return source.ReceiverName(expr)
}

// specsOf reads a FeatureSpec or a list of them.
func specsOf(m *interp.Machine, v interp.Value) []spec {
	if list, ok := v.(*interp.List); ok {
		var specs []spec
		for _, cell := range list.Cells {
			specs = append(specs, specsOf(m, cell.V)...)
		}
		return specs
	}
	structure, ok := v.(*interp.Struct)
	if !ok {
		return nil
	}
	one := spec{on: isTrue(m, structure, "Default"), locked: isTrue(m, structure, "LockToDefault"), stage: "GA"}
	if cell := m.FieldCell(structure, "PreRelease"); cell != nil {
		if stage, _ := interp.TextOf(cell.V); stage != "" {
			one.stage = stage
		}
	}
	one.since, one.compatible = minorOf(m, structure, "Version"), minorOf(m, structure, "MinCompatibilityVersion")
	return []spec{one}
}

func minorOf(m *interp.Machine, structure *interp.Struct, field string) int {
	cell := m.FieldCell(structure, field)
	if cell == nil {
		return 0
	}
	written, _ := interp.TextOf(cell.V)
	_, text, _ := strings.Cut(written, ".")
	minor, _ := strconv.Atoi(text)
	return minor
}

func isTrue(m *interp.Machine, structure *interp.Struct, field string) bool {
	cell := m.FieldCell(structure, field)
	if cell == nil {
		return false
	}
	value, ok := cell.V.(interp.Const)
	return ok && value.V.Kind() == constant.Bool && constant.BoolVal(value.V)
}
