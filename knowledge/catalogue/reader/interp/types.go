// Package interp runs parts of Go packages from their syntax alone. What depends on the machine, on packages
// whose sources are not at hand or on anything else that is not written in the sources becomes Unknown.
package interp

import (
	"go/ast"
	"strings"

	"columbo/catalogue-reader/source"
)

// Kind tells types apart.
type Kind int

// The kinds of types.
const (
	Basic Kind = iota
	Named
	PointerTo
	ListOf
	MapOf
	StructOf
	FuncOf
	InterfaceOf
	ChannelOf
	// External is a type of a package whose sources are not at hand.
	External
)

// Type is a Go type as far as it could be resolved.
type Type struct {
	Kind      Kind
	Name      string
	Package   string
	Elem, Key *Type
	Decl      *source.Declaration
	File      *source.File
	Struct    *ast.StructType
	Expr      ast.Expr
	Length    int
	// Params binds type parameters by name.
	Params map[string]*Type
	under  *Type
	fields []Field
}

// Field is one field of a struct type.
type Field struct {
	Name     string
	Type     *Type
	Embedded bool
	Syntax   *ast.Field
}

// Path writes a named or external type as package path and name.
func (t *Type) Path() string {
	if t.Package == "" {
		return t.Name
	}
	return t.Package + "." + t.Name
}

var basics = map[string]*Type{}

func init() {
	for _, name := range strings.Fields("bool string int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128") {
		basics[name] = &Type{Kind: Basic, Name: name}
	}
	basics["byte"], basics["rune"] = basics["uint8"], basics["int32"]
	basics["any"] = &Type{Kind: InterfaceOf, Name: "any"}
	basics["error"] = &Type{Kind: InterfaceOf, Name: "error"}
}

// Underlying follows named types to what they are made of.
func (m *Machine) Underlying(t *Type) *Type {
	for depth := 0; t != nil && t.Kind == Named && depth < 20; depth++ {
		if t.under == nil {
			spec := t.Decl.Spec.(*ast.TypeSpec)
			scope := &Scope{file: t.Decl.File, types: t.Params}
			t.under = m.ResolveType(spec.Type, scope)
		}
		t = t.under
	}
	return t
}

// Fields returns the fields of a struct type, or nil.
func (m *Machine) Fields(t *Type) []Field {
	structure := m.Underlying(t)
	if structure == nil || structure.Kind != StructOf {
		return nil
	}
	if structure.fields == nil {
		scope := &Scope{file: structure.File, types: structure.Params}
		for _, syntax := range structure.Struct.Fields.List {
			typ := m.ResolveType(syntax.Type, scope)
			for _, name := range syntax.Names {
				structure.fields = append(structure.fields, Field{Name: name.Name, Type: typ, Syntax: syntax})
			}
			if len(syntax.Names) == 0 {
				structure.fields = append(structure.fields, Field{Name: embeddedName(syntax.Type), Type: typ, Embedded: true, Syntax: syntax})
			}
		}
	}
	return structure.fields
}

func embeddedName(expr ast.Expr) string {
	switch typ := expr.(type) {
	case *ast.StarExpr:
		return embeddedName(typ.X)
	case *ast.SelectorExpr:
		return typ.Sel.Name
	}
	return source.ReceiverName(expr)
}

// NamedType returns a package's type, or an external one when the sources are not at hand.
func (m *Machine) NamedType(pkg, name string) *Type {
	key := pkg + "." + name
	if known, ok := m.types[key]; ok {
		return known
	}
	loaded := m.Loader.Load(pkg)
	var made *Type
	switch {
	case loaded == nil:
		made = &Type{Kind: External, Package: pkg, Name: name}
	case loaded.Names[name] == nil || loaded.Names[name].Func != nil || loaded.Names[name].Spec == nil:
		return nil
	default:
		decl := loaded.Names[name]
		spec, ok := decl.Spec.(*ast.TypeSpec)
		if !ok {
			return nil
		}
		if spec.Assign.IsValid() {
			return m.ResolveType(spec.Type, &Scope{file: decl.File})
		}
		made = &Type{Kind: Named, Package: pkg, Name: name, Decl: decl, File: decl.File}
	}
	if _, replaced := m.Natives.Types[key]; replaced {
		made = &Type{Kind: External, Package: pkg, Name: name}
	}
	m.types[key] = made
	return made
}
