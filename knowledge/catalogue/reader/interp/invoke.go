package interp

import (
	"go/ast"
)

// Invoke calls a function value with arguments.
func (m *Machine) Invoke(callee Value, args []Value) Value {
	switch function := callee.(type) {
	case Native:
		return function(&Call{Machine: m, Args: args})
	case *Func:
		return m.invoke(function, args)
	}
	return Unknown{"call of something that is not known"}
}

func (m *Machine) invoke(function *Func, args []Value) Value {
	if function.Body == nil || m.depth >= deepest || !m.spend() {
		return Unknown{"function that is not read"}
	}
	m.depth++
	defer func() { m.depth-- }()
	running := &frame{}
	scope := &Scope{parent: function.scope, file: function.File, frame: running, types: function.types}
	if scope.types == nil {
		scope.types = map[string]*Type{}
	}
	m.bindReceiver(function, scope)
	m.bindTypes(function, args, scope)
	m.bindParams(function, args, scope)
	if function.Type.Results != nil {
		for _, group := range function.Type.Results.List {
			t := m.ResolveType(group.Type, scope)
			for _, name := range group.Names {
				cell := m.cell(m.Zero(t), t)
				scope.declare(name.Name, cell)
				running.named = append(running.named, cell)
			}
		}
	}
	m.block(function.Body.List, scope.inner())
	m.undecided -= running.raised
	for at := len(running.deferred) - 1; at >= 0; at-- {
		running.deferred[at]()
	}
	return m.results(function, running, scope)
}

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

// bindTypes infers type parameters from arguments: T, *T, []T and ...T.
func (m *Machine) bindTypes(function *Func, args []Value, scope *Scope) {
	if function.generics == nil {
		return
	}
	at := 0
	for _, group := range function.Type.Params.List {
		for range max(1, len(group.Names)) {
			if at < len(args) {
				inferType(group.Type, TypeOf(args[at]), function.generics, scope)
			}
			at++
		}
	}
}

func inferType(expr ast.Expr, t *Type, generics *ast.FieldList, scope *Scope) {
	switch e := expr.(type) {
	case *ast.Ident:
		for _, group := range generics.List {
			for _, name := range group.Names {
				if name.Name == e.Name && t != nil && scope.types[e.Name] == nil {
					bound := map[string]*Type{e.Name: t}
					for known, other := range scope.types {
						bound[known] = other
					}
					scope.types = bound
				}
			}
		}
	case *ast.Ellipsis:
		inferType(e.Elt, t, generics, scope)
	case *ast.StarExpr:
		if t != nil && t.Kind == PointerTo {
			inferType(e.X, t.Elem, generics, scope)
		}
	case *ast.ArrayType:
		if t != nil && t.Kind == ListOf {
			inferType(e.Elt, t.Elem, generics, scope)
		}
	}
}

func (m *Machine) instantiateFunc(function *Func, arguments []ast.Expr, scope *Scope) Value {
	if function.generics == nil {
		return function
	}
	twin := *function
	twin.types = map[string]*Type{}
	at := 0
	for _, group := range function.generics.List {
		for _, name := range group.Names {
			if at < len(arguments) {
				twin.types[name.Name] = m.ResolveType(arguments[at], scope)
			}
			at++
		}
	}
	return &twin
}

// results gathers what a call returned; returns below undecided conditions make differing results Unknown.
func (m *Machine) results(function *Func, running *frame, scope *Scope) Value {
	if running.results == nil {
		for _, cell := range running.named {
			running.results = append(running.results, cell.V)
		}
	}
	for _, other := range running.perhaps {
		if running.results == nil {
			running.results = append([]Value(nil), other...)
		}
		for at := range running.results {
			if at >= len(other) || !same(running.results[at], other[at]) {
				running.results[at] = Unknown{"result depends on where it runs"}
			}
		}
	}
	if function.Type.Results != nil {
		at := 0
		for _, group := range function.Type.Results.List {
			t := m.ResolveType(group.Type, scope)
			for range max(1, len(group.Names)) {
				if at < len(running.results) {
					running.results[at] = m.Convert(running.results[at], t, false)
				}
				at++
			}
		}
	}
	if len(running.results) == 1 {
		return running.results[0]
	}
	return Tuple(running.results)
}
