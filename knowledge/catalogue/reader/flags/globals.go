package flags

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"columbo/catalogue-reader/interp"
	"columbo/catalogue-reader/source"
)

// link does what linking a program does for its flags: registers those of Go's own set, then runs the init functions
// that may change that set and those of the packages that the program imports for their effect.
func link(machine *interp.Machine, program string) {
	loader := machine.Loader
	var users []string
	for path, imports := range linked(loader, program) {
		if slices.Contains(imports, "flag") && loader.Load(path) != nil {
			users = append(users, path)
		}
	}
	sort.Strings(users)
	for _, path := range users {
		pkg := loader.Load(path)
		for _, name := range pkg.SortedNames() {
			if decl := pkg.Names[name]; decl.Token == token.VAR && registersFlag(decl) {
				machine.Global(path, name)
			}
		}
	}
	for _, path := range append(users, effects(loader, program)...) {
		machine.Begin(path)
	}
}

// effects are the packages that a program imports without naming them.
func effects(loader *source.Loader, program string) []string {
	main := loader.Load(program)
	if main == nil {
		return nil
	}
	var paths []string
	for _, file := range main.Files {
		for _, spec := range file.AST.Imports {
			if path, _ := strconv.Unquote(spec.Path.Value); spec.Name != nil && spec.Name.Name == "_" {
				paths = append(paths, path)
			}
		}
	}
	return paths
}

func registersFlag(decl *source.Declaration) bool {
	for _, value := range decl.Values {
		call, ok := value.(*ast.CallExpr)
		if !ok {
			continue
		}
		if selector, ok := call.Fun.(*ast.SelectorExpr); ok {
			if name, ok := selector.X.(*ast.Ident); ok && decl.File.Imports[name.Name] == "flag" {
				return true
			}
		}
	}
	return false
}

// linked returns the imports of every package that a program imports, directly or not, as far as sources are at hand.
func linked(loader *source.Loader, program string) map[string][]string {
	found := map[string][]string{}
	queue := []string{program}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		if _, seen := found[path]; seen || loader.Layout.Module(path) == "" {
			continue
		}
		found[path] = importsOf(loader, path)
		queue = append(queue, found[path]...)
	}
	return found
}

func importsOf(loader *source.Loader, path string) []string {
	folder := loader.Layout.Folder(path)
	entries, _ := os.ReadDir(folder)
	var paths []string
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || !loader.Builds(folder, name) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(folder, name), nil, parser.ImportsOnly)
		if err != nil {
			continue
		}
		for _, spec := range file.Imports {
			if imported, err := strconv.Unquote(spec.Path.Value); err == nil {
				paths = append(paths, imported)
			}
		}
	}
	return paths
}
