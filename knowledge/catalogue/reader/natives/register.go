package natives

import (
	"go/ast"
	"go/constant"
	"go/token"
	"strings"

	"columbo/catalogue-reader/interp"
)

// form says where a registering method takes what. A place of -1 means that it doesn't take it.
type form struct {
	kind                     string
	target, name, value, doc int
}

var registrations = map[string]form{}

func init() {
	for _, kind := range strings.Fields("Bool String Int Int8 Int16 Int32 Int64 Uint Uint8 Uint16 Uint32 Uint64 Float32 Float64 Duration " +
		"StringSlice StringArray IntSlice Int32Slice Int64Slice StringToString StringToInt StringToInt64 IP IPNet IPMask IPSlice BytesHex DurationSlice UintSlice BoolSlice") {
		registrations[kind] = form{kind, -1, 0, 1, 2}
		registrations[kind+"P"] = form{kind, -1, 0, 2, 3}
		registrations[kind+"Var"] = form{kind, 0, 1, 2, 3}
		registrations[kind+"VarP"] = form{kind, 0, 1, 3, 4}
	}
	registrations["Var"] = form{"", 0, 1, -1, 2}
	registrations["VarP"] = form{"", 0, 1, -1, 3}
	registrations["VarPF"] = registrations["VarP"]
}

// register notes a flag and returns the pointer to its value.
func (s *FlagSet) register(call *interp.Call, form form) interp.Value {
	name, ok := call.Text(form.name)
	if !ok {
		s.world.lose(call)
		return interp.Unknown{Why: "flag whose name is not known"}
	}
	flag := &Flag{Name: name, Usage: usageOf(call, form.doc), Type: lowerFirst(form.kind)}
	var result interp.Value = interp.Tuple{}
	if form.value >= 0 {
		value := call.Arg(form.value)
		flag.Default = defaultText(call.Machine, form.kind, value)
		if form.target < 0 {
			result = interp.Pointer{To: call.Machine.New(value, nil)}
		} else if target, ok := call.Arg(form.target).(interp.Pointer); ok {
			call.Machine.Store(target.To, value)
		}
	} else {
		flag.Type, flag.Default = ofValue(call.Machine, call.Arg(form.target))
		result = interp.Pointer{To: &interp.Cell{V: &flagObject{flag}}}
	}
	s.add(call, flag)
	return result
}

// ofValue asks a pflag.Value for its type and text.
func ofValue(m *interp.Machine, value interp.Value) (string, *string) {
	place := m.New(value, nil)
	kind := "value"
	if known, ok := interp.TextOf(first(m.Invoke(m.Member(place, "Type"), nil))); ok {
		kind = known
	}
	if written, ok := interp.TextOf(first(m.Invoke(m.Member(place, "String"), nil))); ok {
		return kind, &written
	}
	return kind, nil
}

func first(v interp.Value) interp.Value {
	if tuple, ok := v.(interp.Tuple); ok && len(tuple) > 0 {
		return tuple[0]
	}
	return v
}

func defaultText(m *interp.Machine, kind string, value interp.Value) *string {
	if _, isNil := value.(interp.Nil); isNil {
		if strings.HasSuffix(kind, "Slice") || strings.HasSuffix(kind, "Array") || strings.HasPrefix(kind, "StringTo") {
			return text("[]")
		}
		return text("<nil>")
	}
	written, ok := m.Text(value)
	if !ok {
		return nil
	}
	if strings.HasPrefix(kind, "StringTo") {
		written = "[" + written + "]"
	}
	return &written
}

func lowerFirst(word string) string {
	if strings.HasPrefix(word, "IP") {
		return "ip" + word[2:]
	}
	return strings.ToLower(word[:min(1, len(word))]) + word[min(1, len(word)):]
}

// usageOf returns the usage text; where it could not be worked out, the pieces of it that are written in the source.
func usageOf(call *interp.Call, at int) string {
	if written, ok := call.Text(at); ok {
		return written
	}
	if call.Syntax == nil || at >= len(call.Syntax.Args) {
		return ""
	}
	var pieces []string
	ast.Inspect(call.Syntax.Args[at], func(node ast.Node) bool {
		if literal, ok := node.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			pieces = append(pieces, constant.StringVal(constant.MakeFromLiteral(literal.Value, literal.Kind, 0)))
		}
		return true
	})
	return strings.Join(pieces, " ")
}
