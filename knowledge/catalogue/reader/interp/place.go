package interp

import (
	"go/ast"
)

// place returns where an expression's value lies, or nil when it lies nowhere.
func (m *Machine) place(expr ast.Expr, scope *Scope) *Cell {
	switch e := expr.(type) {
	case *ast.ParenExpr:
		return m.place(e.X, scope)
	case *ast.Ident:
		if cell := scope.lookup(e.Name); cell != nil {
			return cell
		}
		if decl := scope.file.Package.Names[e.Name]; decl != nil && decl.Func == nil {
			if _, isValue := decl.Spec.(*ast.ValueSpec); isValue && !m.Natives.isValue(scope.file.Package.Path+"."+e.Name) {
				m.begin(scope.file.Package)
				return m.variable(decl)
			}
		}
	case *ast.StarExpr:
		if pointer, ok := first(m.Eval(e.X, scope)).(Pointer); ok {
			return pointer.To
		}
	case *ast.SelectorExpr:
		return m.selectorPlace(e, scope)
	case *ast.IndexExpr:
		return m.indexPlace(e, scope, false)
	}
	return nil
}

func (m *Machine) selectorPlace(e *ast.SelectorExpr, scope *Scope) *Cell {
	if name, ok := e.X.(*ast.Ident); ok && scope.lookup(name.Name) == nil {
		if path := scope.file.Imports[name.Name]; path != "" && scope.file.Package.Names[name.Name] == nil {
			return m.GlobalCell(path, e.Sel.Name)
		}
	}
	place := m.place(e.X, scope)
	if place == nil {
		place = m.cell(first(m.Eval(e.X, scope)), nil)
	}
	if structure := m.structOf(place.V); structure != nil {
		return m.FieldCell(structure, e.Sel.Name)
	}
	return nil
}

// GlobalCell returns the place of a package-level variable, or nil.
func (m *Machine) GlobalCell(path, name string) *Cell {
	pkg := m.Loader.Load(path)
	if pkg == nil || m.Natives.isValue(path+"."+name) || pkg.Names[name] == nil {
		return nil
	}
	decl := pkg.Names[name]
	if _, isValue := decl.Spec.(*ast.ValueSpec); !isValue {
		return nil
	}
	m.begin(pkg)
	return m.variable(decl)
}
