// Package source parses Go packages of a module layout, without building them.
package source

import (
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"columbo/catalogue-reader/modules"
)

// File is one parsed file with the import paths of its names.
type File struct {
	Package *Package
	AST     *ast.File
	Imports map[string]string
}

// Declaration is a package-level name: what declares it and in which file.
type Declaration struct {
	File *File
	Spec ast.Spec
	// Index is the name's place in its specification, Iota the specification's place in its constant group.
	Index, Iota int
	// Values are the initial expressions; constants repeat those of the line above when they have none.
	Values []ast.Expr
	Type   ast.Expr
	Func   *ast.FuncDecl
	Token  token.Token
	Doc    string
}

// Package holds the package-level names of one folder.
type Package struct {
	Path    string
	Files   []*File
	Names   map[string]*Declaration
	Methods map[string]map[string]*Declaration
	Inits   []*Declaration
}

// Loader parses each package once.
type Loader struct {
	Layout *modules.Layout
	Fset   *token.FileSet
	loaded map[string]*Package
	target build.Context
}

// NewLoader reads packages as they are built for Linux on amd64.
func NewLoader(layout *modules.Layout) *Loader {
	target := build.Default
	target.GOOS, target.GOARCH, target.CgoEnabled = "linux", "amd64", false
	return &Loader{Layout: layout, Fset: token.NewFileSet(), loaded: map[string]*Package{}, target: target}
}

// Load returns a package, or nil when its sources are not at hand.
func (l *Loader) Load(path string) *Package {
	if known, ok := l.loaded[path]; ok {
		return known
	}
	l.loaded[path] = nil
	folder := l.Layout.Folder(path)
	entries, err := os.ReadDir(folder)
	if folder == "" || err != nil {
		return nil
	}
	found := &Package{Path: path, Names: map[string]*Declaration{}, Methods: map[string]map[string]*Declaration{}}
	for _, entry := range entries {
		name := entry.Name()
		if entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, ".pb.go") {
			continue
		}
		if !l.Builds(folder, name) {
			continue
		}
		parsed, err := parser.ParseFile(l.Fset, filepath.Join(folder, name), nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil || parsed.Name.Name == "main" && len(found.Files) > 0 && found.Files[0].AST.Name.Name != "main" {
			continue
		}
		found.add(&File{Package: found, AST: parsed, Imports: importsOf(parsed)})
	}
	if len(found.Files) == 0 {
		return nil
	}
	l.loaded[path] = found
	return found
}

// Builds tells whether a file belongs to the build for Linux on amd64.
func (l *Loader) Builds(folder, name string) bool {
	match, err := l.target.MatchFile(folder, name)
	return err == nil && match
}

func importsOf(file *ast.File) map[string]string {
	names := map[string]string{}
	for _, spec := range file.Imports {
		path, _ := strconv.Unquote(spec.Path.Value)
		if spec.Name != nil {
			names[spec.Name.Name] = path
			continue
		}
		base := filepath.Base(path)
		// A folder such as klog/v2 holds package klog.
		if len(base) > 1 && base[0] == 'v' && strings.Trim(base[1:], "0123456789") == "" && strings.Contains(path, ".") {
			if _, taken := names[base]; !taken {
				names[base] = path
			}
			base = filepath.Base(filepath.Dir(path))
			if _, taken := names[base]; taken {
				continue
			}
		}
		names[base] = path
	}
	return names
}

// Position writes a place as the module's path, the file below it and the line.
func (l *Loader) Position(pos token.Pos) string {
	place := l.Fset.Position(pos)
	file := filepath.ToSlash(place.Filename)
	for _, module := range l.Layout.Paths() {
		if root := filepath.ToSlash(l.Layout.Root(module)) + "/"; strings.HasPrefix(file, root) {
			return module + "/" + strings.TrimPrefix(file, root) + ":" + strconv.Itoa(place.Line)
		}
	}
	return file + ":" + strconv.Itoa(place.Line)
}

// SortedNames returns the package-level names in order.
func (p *Package) SortedNames() []string {
	names := make([]string, 0, len(p.Names))
	for name := range p.Names {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
