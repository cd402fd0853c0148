package interp

import (
	"go/ast"
	"go/constant"
)

// composite makes the value of a composite literal; t is the type where the literal leaves it out.
func (m *Machine) composite(e *ast.CompositeLit, t *Type, scope *Scope) Value {
	if e.Type != nil {
		t = m.ResolveType(e.Type, scope)
	}
	under := m.Underlying(t)
	if under == nil {
		return Unknown{"literal of a type that cannot be resolved"}
	}
	switch under.Kind {
	case PointerTo:
		value := m.composite(&ast.CompositeLit{Elts: e.Elts}, under.Elem, scope)
		return Pointer{m.cell(value, under.Elem)}
	case StructOf:
		return m.structLiteral(e, t, scope)
	case ListOf:
		return m.listLiteral(e, t, under, scope)
	case MapOf:
		made := NewMap(t)
		for _, element := range e.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			key := m.Convert(first(m.elided(pair.Key, under.Key, scope)), under.Key, false)
			cell := m.cell(nil, under.Elem)
			m.Store(cell, m.elided(pair.Value, under.Elem, scope))
			made.Put(key, cell)
		}
		return made
	case External:
		return m.externalLiteral(e, under, scope)
	}
	return Unknown{"literal that is not read"}
}

func (m *Machine) elided(expr ast.Expr, t *Type, scope *Scope) Value {
	if literal, ok := expr.(*ast.CompositeLit); ok && literal.Type == nil {
		return m.composite(literal, t, scope)
	}
	return m.evalAs(expr, t, scope)
}

func (m *Machine) structLiteral(e *ast.CompositeLit, t *Type, scope *Scope) Value {
	made := &Struct{T: t, fields: map[string]*Cell{}, depth: m.undecided}
	fields := m.Fields(t)
	for at, element := range e.Elts {
		name, expr := "", element
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := pair.Key.(*ast.Ident); ok {
				name, expr = key.Name, pair.Value
			}
		} else if at < len(fields) {
			name = fields[at].Name
		}
		if cell := m.FieldCell(made, name); cell != nil {
			m.Store(cell, first(m.elided(expr, cell.T, scope)))
		}
	}
	return made
}

func (m *Machine) listLiteral(e *ast.CompositeLit, t, under *Type, scope *Scope) Value {
	made := &List{T: t}
	at := 0
	for _, element := range e.Elts {
		expr := element
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			expr = pair.Value
			if index, ok := m.Eval(pair.Key, scope).(Const); ok && index.V.Kind() == constant.Int {
				number, _ := constant.Int64Val(index.V)
				at = int(number)
			}
		}
		for len(made.Cells) <= at && at < 1000 {
			made.Cells = append(made.Cells, m.cell(m.Zero(under.Elem), under.Elem))
		}
		if at < len(made.Cells) {
			m.Store(made.Cells[at], first(m.elided(expr, under.Elem, scope)))
		}
		at++
	}
	return made
}

// externalLiteral makes library structs such as net.IPNet and replaced types such as cobra.Command.
func (m *Machine) externalLiteral(e *ast.CompositeLit, t *Type, scope *Scope) Value {
	made := m.Zero(t)
	value, ok := made.(GoValue)
	if !ok || value.V.Kind().String() != "struct" {
		return made
	}
	for _, element := range e.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return Unknown{"literal of " + t.Path()}
		}
		field := value.V.FieldByName(pair.Key.(*ast.Ident).Name)
		converted, known := m.toGo(first(m.Eval(pair.Value, scope)), field.Type())
		if !known {
			return Unknown{"literal of " + t.Path()}
		}
		field.Set(converted)
	}
	return made
}
