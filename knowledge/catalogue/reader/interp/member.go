package interp

import (
	"go/ast"

	"columbo/catalogue-reader/source"
)

func (m *Machine) evalSelector(e *ast.SelectorExpr, scope *Scope) Value {
	if name, ok := e.X.(*ast.Ident); ok && scope.lookup(name.Name) == nil {
		if path := scope.file.Imports[name.Name]; path != "" && scope.file.Package.Names[name.Name] == nil {
			return m.Global(path, e.Sel.Name)
		}
	}
	place := m.place(e.X, scope)
	if place == nil {
		value := first(m.Eval(e.X, scope))
		if IsUnknown(value) {
			return value
		}
		place = m.cell(value, TypeOf(value))
	}
	if found := m.Member(place, e.Sel.Name); found != nil {
		return found
	}
	return Unknown{"no member " + e.Sel.Name}
}

// Member returns the method or field of a value, or nil.
func (m *Machine) Member(place *Cell, name string) Value {
	for depth := 0; depth < 4; depth++ {
		pointer, ok := place.V.(Pointer)
		if !ok {
			break
		}
		place = pointer.To
	}
	if object, ok := place.V.(Object); ok {
		if native := object.Method(name); native != nil {
			return native
		}
		if record, ok := object.(Record); ok {
			return record.Get(name)
		}
		return Unknown{"method " + name + " is not modelled"}
	}
	t := TypeOf(place.V)
	if t == nil && !IsUnknown(place.V) {
		t = place.T
	}
	if t != nil && t.Kind == PointerTo {
		t = t.Elem
	}
	if t != nil && t.Kind == Named {
		if native, ok := m.Natives.Values[t.Path()+"."+name]; ok {
			return native
		}
		if method := m.Method(t, name); method != nil {
			bound := m.function(method)
			bound.receiver, bound.types = place, t.Params
			return bound
		}
	}
	switch value := place.V.(type) {
	case *Struct:
		return m.structMember(value, name)
	case GoValue:
		return m.goMember(value, name)
	case Const:
		if goType := m.goType(value.T); goType != nil {
			if converted, ok := m.toGo(value, goType); ok {
				return m.goMember(GoValue{converted}, name)
			}
		}
	case Unknown:
		return value
	case Nil:
		return Unknown{"member of nil"}
	}
	return nil
}

func (m *Machine) structMember(value *Struct, name string) Value {
	if cell := m.FieldCell(value, name); cell != nil {
		return cell.V
	}
	var unknown Value
	for _, field := range m.Fields(value.T) {
		if !field.Embedded {
			continue
		}
		cell := m.FieldCell(value, field.Name)
		found := m.Member(cell, name)
		if _, vague := found.(Unknown); vague {
			unknown = found
		} else if found != nil {
			return found
		}
	}
	return unknown
}

// Method finds a method declared on a type.
func (m *Machine) Method(t *Type, name string) *source.Declaration {
	pkg := m.Loader.Load(t.Package)
	if pkg == nil {
		return nil
	}
	m.begin(pkg)
	return pkg.Methods[t.Name][name]
}
