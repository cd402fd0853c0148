package interp

import (
	"reflect"
)

var errorType = reflect.TypeOf((*error)(nil)).Elem()

// Go hands a function of Go's own library to the machine. Arguments that are not known give a result that is not.
func Go(function any) Native {
	f := reflect.ValueOf(function)
	return func(call *Call) Value {
		kind := f.Type()
		var arguments []reflect.Value
		for at, argument := range call.Args {
			wanted := reflect.TypeOf((*any)(nil)).Elem()
			if kind.IsVariadic() && at >= kind.NumIn()-1 {
				wanted = kind.In(kind.NumIn() - 1).Elem()
			} else if at < kind.NumIn() {
				wanted = kind.In(at)
			}
			converted, known := call.Machine.toGo(argument, wanted)
			if !known {
				return unknownResults(kind, "argument is not known")
			}
			arguments = append(arguments, converted)
		}
		if call.Syntax != nil && call.Syntax.Ellipsis.IsValid() || len(arguments) < kind.NumIn()-1 {
			return unknownResults(kind, "arguments that are not read")
		}
		return fromResults(f.Call(arguments))
	}
}

func unknownResults(kind reflect.Type, why string) Value {
	if kind.NumOut() < 2 {
		return Unknown{why}
	}
	results := make(Tuple, kind.NumOut())
	for at := range results {
		results[at] = Unknown{why}
	}
	return results
}

func fromResults(results []reflect.Value) Value {
	if len(results) == 1 {
		return fromGo(results[0])
	}
	tuple := Tuple{}
	for _, result := range results {
		tuple = append(tuple, fromGo(result))
	}
	return tuple
}

// goMember returns the method or field of a library value.
func (m *Machine) goMember(value GoValue, name string) Value {
	v := value.V
	method := v.MethodByName(name)
	if !method.IsValid() && v.CanAddr() {
		method = v.Addr().MethodByName(name)
	}
	if method.IsValid() {
		return Go(method.Interface())
	}
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		v = v.Elem()
	}
	if v.Kind() == reflect.Struct && v.FieldByName(name).IsValid() {
		return fromGo(v.FieldByName(name))
	}
	return Unknown{"member " + name + " of a library value"}
}
