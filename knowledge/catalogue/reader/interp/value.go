package interp

import (
	"go/ast"
	"go/constant"
	"reflect"

	"columbo/catalogue-reader/source"
)

// Value is what an expression stands for: one of the types below.
type Value any

// Unknown is a value that the sources do not tell, with the reason.
type Unknown struct{ Why string }

// Const is a boolean, string or number; without a type it is an untyped constant.
type Const struct {
	T *Type
	V constant.Value
}

// Nil is the nil of any type.
type Nil struct{ T *Type }

// Struct is a struct value; its fields come into being when they are first used.
type Struct struct {
	T      *Type
	fields map[string]*Cell
	depth  int
}

// Pointer points to a cell.
type Pointer struct{ To *Cell }

// List is a slice or an array.
type List struct {
	T     *Type
	Cells []*Cell
}

// Map keeps its keys in the order in which they came.
type Map struct {
	T      *Type
	keys   []Value
	values map[string]*Cell
}

// Func is a function with the scope it was made in, or a method bound to its receiver.
type Func struct {
	Name     string
	Type     *ast.FuncType
	Body     *ast.BlockStmt
	File     *source.File
	scope    *Scope
	receiver *Cell
	recvDecl *ast.FieldList
	types    map[string]*Type
	generics *ast.FieldList
	T        *Type
}

// Native is a function written here. The call tells it where it was called.
type Native func(call *Call) Value

// Object is a value written here, with methods.
type Object interface {
	Method(name string) Native
}

// Record is an object with fields.
type Record interface {
	Object
	Get(name string) Value
	Set(name string, v Value)
}

// GoValue is a value of Go's own library.
type GoValue struct{ V reflect.Value }

// TypeValue is a type used where a value may stand.
type TypeValue struct{ T *Type }

// PackageValue is a package's name.
type PackageValue struct{ Path string }

// Tuple is the result of a call with several results.
type Tuple []Value

// Cell is a place that holds a value.
type Cell struct {
	V Value
	T *Type
	// depth is how many undecided conditions enclosed the place's creation.
	depth int
}

// Call is a call of a native function.
type Call struct {
	Machine *Machine
	Syntax  *ast.CallExpr
	Scope   *Scope
	Args    []Value
}

// Arg returns an argument, or Unknown when there are fewer.
func (c *Call) Arg(at int) Value {
	if at < len(c.Args) {
		return c.Args[at]
	}
	return Unknown{"missing argument"}
}

// Text returns an argument that is a known string.
func (c *Call) Text(at int) (string, bool) { return TextOf(c.Arg(at)) }

// TextOf returns a known string.
func TextOf(v Value) (string, bool) {
	if known, ok := v.(Const); ok && known.V.Kind() == constant.String {
		return constant.StringVal(known.V), true
	}
	return "", false
}

// String makes a string value.
func String(text string) Value { return Const{basics["string"], constant.MakeString(text)} }

// Bool makes a boolean value.
func Bool(value bool) Value { return Const{basics["bool"], constant.MakeBool(value)} }

// Int makes an int.
func Int(value int64) Value { return Const{basics["int"], constant.MakeInt64(value)} }

// Number makes an integer of a type; without one it is an untyped constant.
func Number(value int64, t *Type) Value { return Const{t, constant.MakeInt64(value)} }

// IsUnknown tells whether the value, or what a pointer leads to, is not known.
func IsUnknown(v Value) bool {
	_, unknown := v.(Unknown)
	return unknown || v == nil
}
