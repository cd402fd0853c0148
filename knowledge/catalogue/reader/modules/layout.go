// Package modules finds the folders that hold the sources of one Kubernetes version.
package modules

import (
	"path/filepath"
	"sort"
	"strings"
)

// Layout says in which folder the packages of each Go module lie.
type Layout struct {
	folders map[string]string
	paths   []string
}

// NewLayout takes the folder of each module, by module path.
func NewLayout(folders map[string]string) *Layout {
	layout := &Layout{folders: folders}
	for path := range folders {
		layout.paths = append(layout.paths, path)
	}
	// The longest module path first, so that k8s.io/klog/v2 wins over a module named k8s.io/klog.
	sort.Slice(layout.paths, func(i, j int) bool {
		a, b := layout.paths[i], layout.paths[j]
		return len(a) > len(b) || len(a) == len(b) && a < b
	})
	return layout
}

// Module returns the module that holds a package, or "" when its sources are not at hand.
func (l *Layout) Module(importPath string) string {
	for _, path := range l.paths {
		if importPath == path || strings.HasPrefix(importPath, path+"/") {
			return path
		}
	}
	return ""
}

// Folder returns the folder of a package, or "" when its sources are not at hand.
func (l *Layout) Folder(importPath string) string {
	module := l.Module(importPath)
	if module == "" {
		return ""
	}
	return filepath.Join(l.folders[module], filepath.FromSlash(strings.TrimPrefix(importPath, module)))
}

// Root returns the folder of a module, or "".
func (l *Layout) Root(module string) string { return l.folders[module] }

// Paths returns the modules' paths, sorted.
func (l *Layout) Paths() []string {
	paths := append([]string(nil), l.paths...)
	sort.Strings(paths)
	return paths
}
