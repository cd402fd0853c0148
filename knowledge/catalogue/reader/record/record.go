// Package record defines the reader's output: one JSON line per parameter, and one per package of configuration files.
package record

import (
	"bufio"
	"encoding/json"
	"io"
	"sort"
	"strings"
)

// Record is one parameter of one Kubernetes version.
type Record struct {
	Component string `json:"component"`
	// Kind is flag, field or gate.
	Kind  string `json:"kind"`
	Group string `json:"group"`
	Name  string `json:"name"`
	Type  string `json:"type"`
	// Default is absent when there is none or when the sources do not tell; DefaultNote then says which.
	Default     *string `json:"default,omitempty"`
	DefaultNote string  `json:"defaultNote,omitempty"`
	Doc         string  `json:"doc"`
	Position    string  `json:"position"`
	Deprecated  bool    `json:"deprecated,omitempty"`
	// Hidden flags exist but --help leaves them out.
	Hidden bool   `json:"hidden,omitempty"`
	Stage  string `json:"stage,omitempty"`
	Locked bool   `json:"locked,omitempty"`
}

// Package is how many types of configuration files a package has, and how many fields they have together.
type Package struct {
	Component string `json:"component"`
	// Kind is package.
	Kind   string `json:"kind"`
	Name   string `json:"name"`
	Types  int    `json:"types"`
	Fields int    `json:"fields"`
}

// Text makes the pointer that Default takes.
func Text(text string) *string { return &text }

// Paragraph joins the lines of a comment or usage text into one.
func Paragraph(text string) string { return strings.Join(strings.Fields(text), " ") }

func (r Record) key() string {
	return strings.Join([]string{r.Component, r.Kind, r.Group, r.Name, r.Position}, "\x00")
}

// Write prints the records, sorted, and then the packages in their order, one JSON object a line.
func Write(out io.Writer, records []Record, packages []Package) error {
	sort.SliceStable(records, func(i, j int) bool { return records[i].key() < records[j].key() })
	buffered := bufio.NewWriter(out)
	encoder := json.NewEncoder(buffered)
	encoder.SetEscapeHTML(false)
	for _, one := range records {
		if err := encoder.Encode(one); err != nil {
			return err
		}
	}
	for _, one := range packages {
		if err := encoder.Encode(one); err != nil {
			return err
		}
	}
	return buffered.Flush()
}
