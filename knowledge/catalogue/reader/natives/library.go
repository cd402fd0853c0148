// Package natives models the functions and types whose sources the machine does not read: Go's own library, flags,
// schemes and feature gates.
package natives

import (
	"bytes"
	"fmt"
	"math"
	"net"
	"net/url"
	"path"
	"path/filepath"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode"

	"columbo/catalogue-reader/interp"
)

func libraryTypes() map[string]interp.NativeType {
	types := map[string]interp.NativeType{}
	for name, value := range map[string]any{
		"time.Duration": time.Duration(0), "time.Time": time.Time{}, "net.IP": net.IP{}, "net.IPNet": net.IPNet{},
		"net.IPMask": net.IPMask{}, "net/url.URL": url.URL{}, "strings.Builder": strings.Builder{},
		"bytes.Buffer": bytes.Buffer{}, "time.Month": time.Month(0), "os.FileMode": uint32(0),
	} {
		types[name] = interp.NativeType{Go: reflect.TypeOf(value)}
	}
	types["sync.Once"] = interp.NativeType{Make: func(*interp.Machine) interp.Value { return &once{} }}
	return types
}

// once runs its function the first time.
type once struct{ done bool }

func (o *once) Method(name string) interp.Native {
	if name != "Do" {
		return nil
	}
	return func(call *interp.Call) interp.Value {
		if !o.done {
			o.done = true
			call.Machine.Invoke(call.Arg(0), nil)
		}
		return interp.Tuple{}
	}
}

var functions = map[string]any{
	"strings.Join": strings.Join, "strings.Split": strings.Split, "strings.SplitN": strings.SplitN, "strings.Replace": strings.Replace,
	"strings.ReplaceAll": strings.ReplaceAll, "strings.ToLower": strings.ToLower, "strings.ToUpper": strings.ToUpper,
	"strings.TrimSpace": strings.TrimSpace, "strings.Trim": strings.Trim, "strings.TrimPrefix": strings.TrimPrefix,
	"strings.TrimSuffix": strings.TrimSuffix, "strings.TrimLeft": strings.TrimLeft, "strings.TrimRight": strings.TrimRight,
	"strings.Contains": strings.Contains, "strings.HasPrefix": strings.HasPrefix, "strings.HasSuffix": strings.HasSuffix,
	"strings.Repeat": strings.Repeat, "strings.EqualFold": strings.EqualFold, "strings.Index": strings.Index,
	"strings.Title": strings.ToUpper, "strings.Fields": strings.Fields, "strings.LastIndex": strings.LastIndex,
	"strings.ContainsAny": strings.ContainsAny, "strings.Count": strings.Count, "strings.IndexByte": strings.IndexByte,
	"fmt.Sprint": fmt.Sprint, "fmt.Errorf": fmt.Errorf, "strconv.Itoa": strconv.Itoa, "strconv.FormatInt": strconv.FormatInt,
	"strconv.Atoi": strconv.Atoi, "strconv.Quote": strconv.Quote, "strconv.ParseInt": strconv.ParseInt,
	"strconv.FormatBool": strconv.FormatBool, "strconv.ParseBool": strconv.ParseBool, "strconv.FormatUint": strconv.FormatUint,
	"path.Join": path.Join, "path.Base": path.Base, "path/filepath.Join": path.Join, "path/filepath.Base": filepath.Base,
	"net.ParseIP": net.ParseIP, "net.ParseCIDR": net.ParseCIDR, "net.IPv4": net.IPv4, "net.CIDRMask": net.CIDRMask,
	"net.JoinHostPort": net.JoinHostPort, "k8s.io/utils/net.ParseIPSloppy": net.ParseIP, "k8s.io/utils/net.ParseCIDRSloppy": net.ParseCIDR,
	"math.Pow": math.Pow, "math.Floor": math.Floor, "math.Ceil": math.Ceil, "math.Max": math.Max, "math.Min": math.Min,
	"unicode.IsUpper": unicode.IsUpper, "errors.New": fmt.Errorf, "time.ParseDuration": time.ParseDuration, "fmt.Sprintf": fmt.Sprintf,
}

func libraryValues() map[string]interp.Value {
	values := map[string]interp.Value{}
	for name, function := range functions {
		values[name] = interp.Go(function)
	}
	duration := &interp.Type{Kind: interp.External, Package: "time", Name: "Duration"}
	for name, length := range map[string]time.Duration{
		"Nanosecond": time.Nanosecond, "Microsecond": time.Microsecond, "Millisecond": time.Millisecond,
		"Second": time.Second, "Minute": time.Minute, "Hour": time.Hour,
	} {
		values["time."+name] = interp.Number(int64(length), duration)
	}
	for name, number := range map[string]int64{
		"math.MaxInt32": math.MaxInt32, "math.MinInt32": math.MinInt32, "math.MaxInt64": math.MaxInt64, "math.MaxInt": math.MaxInt,
		"math.MaxUint16": math.MaxUint16, "math.MaxUint32": math.MaxUint32, "math.MaxInt16": math.MaxInt16,
		"crypto/tls.VersionTLS10": 0x0301, "crypto/tls.VersionTLS11": 0x0302, "crypto/tls.VersionTLS12": 0x0303,
		"crypto/tls.VersionTLS13": 0x0304,
	} {
		values[name] = interp.Number(number, nil)
	}
	values["runtime.GOOS"], values["runtime.GOARCH"] = interp.String("linux"), interp.String("amd64")
	values["net/http.MethodGet"] = interp.String("GET")
	values["unsafe.Pointer"] = interp.Native(func(call *interp.Call) interp.Value { return call.Arg(0) })
	values["sort.Strings"] = interp.Native(sortStrings)
	values["slices.Sort"] = values["sort.Strings"]
	return values
}

// sortStrings sorts a list of known strings in place.
func sortStrings(call *interp.Call) interp.Value {
	list, ok := call.Arg(0).(*interp.List)
	if !ok {
		return interp.Tuple{}
	}
	sort.SliceStable(list.Cells, func(i, j int) bool {
		a, _ := interp.TextOf(list.Cells[i].V)
		b, _ := interp.TextOf(list.Cells[j].V)
		return a < b
	})
	return interp.Tuple{}
}
