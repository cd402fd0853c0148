package modules

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Local takes every module below a folder: each folder with a go.mod file is one.
func Local(folder string) (*Layout, error) {
	folders := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "go.mod" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		first, _, _ := strings.Cut(string(text), "\n")
		if name, ok := strings.CutPrefix(first, "module "); ok {
			folders[strings.TrimSpace(name)] = filepath.Dir(path)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if folders[Kubernetes] == "" {
		return nil, fmt.Errorf("folder %s holds no module %s: expected a go.mod file whose first line names it", folder, Kubernetes)
	}
	return NewLayout(folders), nil
}
