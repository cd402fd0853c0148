package interp

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
