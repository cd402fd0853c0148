package interp

import (
	"go/ast"
)

func (m *Machine) bindReceiver(function *Func, scope *Scope) {
	if function.receiver == nil || function.recvDecl == nil {
		return
	}
	group := function.recvDecl.List[0]
	if len(group.Names) == 0 {
		return
	}
	t := m.ResolveType(group.Type, scope)
	var value Value = Pointer{function.receiver}
	if _, pointer := group.Type.(*ast.StarExpr); !pointer {
		value = copied(function.receiver.V, m.undecided)
	} else if n, ok := function.receiver.V.(Nil); ok && n.T != nil && n.T.Kind == PointerTo {
		value = n
	}
	scope.declare(group.Names[0].Name, m.cell(value, t))
}

func (m *Machine) bindParams(function *Func, args []Value, scope *Scope) {
	if function.Type.Params == nil {
		return
	}
	at := 0
	for _, group := range function.Type.Params.List {
		t := m.ResolveType(group.Type, scope)
		_, variadic := group.Type.(*ast.Ellipsis)
		for place := range max(1, len(group.Names)) {
			var value Value = Unknown{"argument that was not given"}
			if variadic {
				value = m.rest(args, at, t)
			} else if at < len(args) {
				value = m.Convert(args[at], t, false)
			}
			if len(group.Names) > 0 {
				scope.declare(group.Names[place].Name, m.cell(value, t))
			}
			at++
		}
	}
}

func (m *Machine) rest(args []Value, from int, t *Type) Value {
	list := &List{T: t}
	for ; from < len(args); from++ {
		if IsUnknown(args[from]) && len(args) == from+1 {
			return args[from]
		}
		cell := m.cell(args[from], m.elemOf(t))
		if t != nil {
			cell.V = m.Convert(cell.V, t.Elem, false)
		}
		list.Cells = append(list.Cells, cell)
	}
	if len(list.Cells) == 0 {
		return Nil{t}
	}
	return list
}
