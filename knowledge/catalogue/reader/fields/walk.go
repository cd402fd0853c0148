package fields

import (
	"go/ast"
	"reflect"
	"slices"
	"strings"

	"columbo/catalogue-reader/interp"
	"columbo/catalogue-reader/record"
)

// leaf is a field that takes a plain value, with the way to it.
type leaf struct {
	name, typ, doc, position string
	steps                    []string
	typed                    *interp.Type
	optional, recursive      bool
	required                 bool
}

// walker collects the leaves below one root.
type walker struct {
	machine *interp.Machine
	skip    []string
	stack   []*interp.Type
	leaves  []leaf
}

// walk descends into a type; at is what is known of the field that has it.
func (w *walker) walk(t *interp.Type, at leaf) {
	t = stripPointers(t)
	if kind := plainName(w.machine, t); kind != "" {
		at.typ, at.typed = kind, t
		w.leaves = append(w.leaves, at)
		return
	}
	under := w.machine.Underlying(t)
	switch under.Kind {
	case interp.ListOf:
		at.name, at.steps = at.name+"[]", append(slices.Clone(at.steps), "[]")
		w.walk(under.Elem, at)
	case interp.MapOf:
		at.name, at.steps = at.name+"{}", append(slices.Clone(at.steps), "{}")
		w.walk(under.Elem, at)
	default:
		w.structFields(t, at)
	}
}

func (w *walker) structFields(t *interp.Type, at leaf) {
	if slices.ContainsFunc(w.stack, func(outer *interp.Type) bool { return interp.SameType(outer, t) }) {
		at.typ, at.recursive = "object", true
		w.leaves = append(w.leaves, at)
		return
	}
	w.stack = append(w.stack, t)
	defer func() { w.stack = w.stack[:len(w.stack)-1] }()
	for _, field := range w.machine.Fields(t) {
		tag := ""
		if field.Syntax.Tag != nil {
			tag = reflect.StructTag(strings.Trim(field.Syntax.Tag.Value, "`")).Get("json")
		}
		name, options, _ := strings.Cut(tag, ",")
		inner := at
		inner.steps = append(slices.Clone(at.steps), field.Name)
		if strings.Contains(options, "inline") || field.Embedded && name == "" {
			if field.Name != "TypeMeta" {
				w.walk(field.Type, inner)
			}
			continue
		}
		if name == "-" || !ast.IsExported(field.Name) || name == "status" && plainName(w.machine, field.Type) == "" {
			continue
		}
		if name == "" {
			name = field.Name
		}
		if at.name == "" && slices.Contains(w.skip, name) {
			continue
		}
		inner.name = strings.TrimPrefix(at.name+"."+name, ".")
		inner.doc = field.Syntax.Doc.Text()
		if inner.doc == "" {
			inner.doc = field.Syntax.Comment.Text()
		}
		inner.optional = strings.Contains(options, "omit") || strings.Contains(inner.doc, "+optional")
		inner.position = w.machine.Loader.Position(field.Syntax.Pos())
		w.walk(field.Type, inner)
	}
}

// paragraph drops markers such as +optional from a comment.
func paragraph(comment string) string {
	var kept []string
	for _, line := range strings.Split(comment, "\n") {
		if trimmed := strings.TrimSpace(line); !strings.HasPrefix(trimmed, "+") && trimmed != "---" {
			kept = append(kept, line)
		}
	}
	return record.Paragraph(strings.Join(kept, "\n"))
}
