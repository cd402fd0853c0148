package interp

import (
	"go/ast"
	"reflect"

	"columbo/catalogue-reader/source"
)

// Natives are what is known of packages whose sources are not read, and of types that are replaced here.
type Natives struct {
	Values map[string]Value
	Types  map[string]NativeType
}

// NativeType is a type of Go's own library or one that Make makes the zero value of.
type NativeType struct {
	Go   reflect.Type
	Make func(m *Machine) Value
}

func (n *Natives) isValue(key string) bool {
	_, ok := n.Values[key]
	return ok
}

// Machine runs functions of one layout of modules. Package-level variables live as long as it does.
type Machine struct {
	Loader  *source.Loader
	Natives *Natives
	types   map[string]*Type
	vars    map[*source.Declaration]*Cell
	begun   map[*source.Package]bool
	// undecided counts the conditions around the current statement that could not be decided.
	undecided int
	depth     int
	steps     int
}

const (
	deepest   = 200
	mostSteps = 60_000_000
)

// NewMachine makes a machine with fresh package-level variables.
func NewMachine(loader *source.Loader, natives *Natives) *Machine {
	return &Machine{
		Loader: loader, Natives: natives, types: map[string]*Type{},
		vars: map[*source.Declaration]*Cell{}, begun: map[*source.Package]bool{},
	}
}

// begin runs a package's init functions when something of it is first used.
func (m *Machine) begin(pkg *source.Package) {
	if m.begun[pkg] {
		return
	}
	m.begun[pkg] = true
	undecided := m.undecided
	m.undecided = 0
	for _, decl := range pkg.Inits {
		m.Invoke(m.function(decl), nil)
	}
	m.undecided = undecided
}

// Begin runs a package's init functions, once.
func (m *Machine) Begin(path string) {
	if pkg := m.Loader.Load(path); pkg != nil {
		m.begin(pkg)
	}
}

// Global returns a package-level name's value.
func (m *Machine) Global(path, name string) Value {
	if native, ok := m.Natives.Values[path+"."+name]; ok {
		return native
	}
	pkg := m.Loader.Load(path)
	if pkg == nil {
		if t, ok := m.Natives.Types[path+"."+name]; ok && (t.Go != nil || t.Make != nil) {
			return TypeValue{m.NamedType(path, name)}
		}
		return Unknown{path + "." + name + " lies outside the sources"}
	}
	m.begin(pkg)
	decl := pkg.Names[name]
	if decl == nil {
		return Unknown{path + "." + name + " is not declared"}
	}
	if decl.Func != nil {
		return m.function(decl)
	}
	if t := m.NamedType(path, name); t != nil {
		return TypeValue{t}
	}
	return m.variable(decl).V
}

func (m *Machine) function(decl *source.Declaration) *Func {
	f := decl.Func
	return &Func{
		Name: f.Name.Name, Type: f.Type, Body: f.Body, File: decl.File,
		recvDecl: f.Recv, generics: f.Type.TypeParams,
	}
}

// variable returns the place of a package-level variable or constant.
func (m *Machine) variable(decl *source.Declaration) *Cell {
	if cell, ok := m.vars[decl]; ok {
		return cell
	}
	cell := &Cell{V: Unknown{"initial value refers to itself"}}
	m.vars[decl] = cell
	undecided := m.undecided
	m.undecided = 0
	defer func() { m.undecided = undecided }()
	scope := &Scope{file: decl.File, iota: decl.Iota, inConst: true}
	if decl.Type != nil {
		cell.T = m.ResolveType(decl.Type, scope)
	}
	switch {
	case decl.Index < len(decl.Values) && len(decl.Values) == len(decl.Spec.(*ast.ValueSpec).Names):
		cell.V = m.Convert(copied(first(m.evalAs(decl.Values[decl.Index], cell.T, scope)), 0), cell.T, false)
	case len(decl.Values) == 1:
		cell.V = Unknown{"one of several results"}
		if tuple, ok := m.Eval(decl.Values[0], scope).(Tuple); ok && decl.Index < len(tuple) {
			cell.V = tuple[decl.Index]
		}
	default:
		cell.V = m.Zero(cell.T)
	}
	if cell.T == nil {
		cell.T = TypeOf(cell.V)
	}
	return cell
}

// spend counts work, so that a run over a loop without end stops.
func (m *Machine) spend() bool {
	m.steps++
	return m.steps < mostSteps
}
