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

// globalModule registers flags in Go's own set when it is linked in; the kubelet and kube-proxy take them over.
const globalModule = "github.com/google/cadvisor"

// link does what linking a program does for its flags: registers those of Go's own set, then runs the init functions
// that change that set and those of the packages that the program imports for their effect.
func link(machine *interp.Machine, program string) {
	loader := machine.Loader
	packages := linked(loader, program)
	for _, path := range packages {
		pkg := loader.Load(path)
		if pkg == nil || !strings.HasPrefix(path, globalModule+"/") {
			continue
		}
		for _, name := range pkg.SortedNames() {
			if decl := pkg.Names[name]; decl.Token == token.VAR && registersFlag(decl) {
				machine.Global(path, name)
			}
		}
	}
	for _, path := range packages {
		if strings.HasPrefix(path, "k8s.io/kubernetes/pkg/") && slices.Contains(importsOf(loader, path), "flag") {
			machine.Begin(path)
		}
	}
	if main := loader.Load(program); main != nil {
		for _, file := range main.Files {
			for _, spec := range file.AST.Imports {
				if path, _ := strconv.Unquote(spec.Path.Value); spec.Name != nil && spec.Name.Name == "_" {
					machine.Begin(path)
				}
			}
		}
	}
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

// linked returns the packages that a package imports, directly or not, as far as their sources are at hand.
func linked(loader *source.Loader, root string) []string {
	seen := map[string]bool{root: true}
	queue := []string{root}
	for len(queue) > 0 {
		path := queue[0]
		queue = queue[1:]
		for _, next := range importsOf(loader, path) {
			if !seen[next] && loader.Layout.Module(next) != "" {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	paths := make([]string, 0, len(seen))
	for path := range seen {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	return paths
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
