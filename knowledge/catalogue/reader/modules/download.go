package modules

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// Kubernetes is the path of the module from which every other one follows.
const Kubernetes = "k8s.io/kubernetes"

// Modules beyond Kubernetes' own that register flags or hold helpers used in defaults.
var companions = map[string]bool{
	"k8s.io/utils":                   true,
	"k8s.io/klog/v2":                 true,
	"github.com/google/cadvisor":     true,
	"github.com/google/cadvisor/lib": true,
}

// Staging modules without parameters, whose sources are not needed.
var needless = map[string]bool{
	"k8s.io/endpointslice": true, "k8s.io/code-generator": true,
	"k8s.io/kubectl": true, "k8s.io/cli-runtime": true, "k8s.io/metrics": true,
}

// standIns are the nearest earlier patches of staging modules whose own patch the public module proxy does not serve.
var standIns = map[string]string{
	"k8s.io/kube-controller-manager@v0.29.6": "v0.29.5", "k8s.io/kube-controller-manager@v0.31.14": "v0.31.13",
	"k8s.io/legacy-cloud-providers@v0.29.6": "v0.29.5",
	"k8s.io/kube-scheduler@v0.31.14":        "v0.31.13", "k8s.io/kube-proxy@v0.31.14": "v0.31.11",
}

var versionForm = regexp.MustCompile(`^v1\.((\d+)\.\d+)$`)

type downloaded struct{ Path, Version, Dir, Error string }

// Download gets the sources of a Kubernetes version, for example v1.34.4, with the ordinary go client.
func Download(version string) (*Layout, error) {
	patch, _, err := parse(version)
	if err != nil {
		return nil, err
	}
	kubernetes, err := fetch([]string{Kubernetes + "@" + version})
	if err != nil {
		return nil, err
	}
	mod, err := os.ReadFile(filepath.Join(kubernetes[Kubernetes], "go.mod"))
	if err != nil {
		return nil, fmt.Errorf("module %s@%s: %w", Kubernetes, version, err)
	}
	staging, required := parseGoMod(string(mod))
	var wanted []string
	for _, path := range staging {
		module := path + "@v0." + patch
		if other := standIns[module]; other != "" {
			module = path + "@" + other
		}
		wanted = append(wanted, module)
	}
	for path := range companions {
		if pinned := required[path]; pinned != "" {
			wanted = append(wanted, path+"@"+pinned)
		}
	}
	folders, err := fetch(wanted)
	if err != nil {
		return nil, err
	}
	folders[Kubernetes] = kubernetes[Kubernetes]
	return NewLayout(folders), nil
}

// parse splits v1.34.4 into 34.4, by which staging modules are versioned, and 34.
func parse(version string) (patch string, minor int, err error) {
	parts := versionForm.FindStringSubmatch(version)
	if parts == nil {
		return "", 0, fmt.Errorf("version %q is not known: expected v1.<minor>.<patch>, for example v1.34.4", version)
	}
	minor, err = strconv.Atoi(parts[2])
	return parts[1], minor, err
}

// Minor returns 34 for v1.34.4.
func Minor(version string) (int, error) {
	_, minor, err := parse(version)
	return minor, err
}

// parseGoMod returns the modules replaced by staging folders and the versions of the required ones.
func parseGoMod(text string) (staging []string, required map[string]string) {
	required = map[string]string{}
	for _, line := range strings.Split(text, "\n") {
		words := strings.Fields(strings.TrimPrefix(strings.TrimSpace(line), "require "))
		if strings.Contains(line, "=> ./staging/src/") {
			path := strings.TrimPrefix(strings.TrimSpace(line), "replace ")
			if name := strings.Fields(path)[0]; !strings.Contains(name, "/sample-") && !needless[name] {
				staging = append(staging, name)
			}
		} else if len(words) >= 2 && strings.HasPrefix(words[1], "v") {
			required[words[0]] = words[1]
		}
	}
	return staging, required
}

func fetch(modules []string) (map[string]string, error) {
	command := exec.Command("go", append([]string{"mod", "download", "-json"}, modules...)...)
	command.Dir = os.TempDir()
	command.Stderr = os.Stderr
	out, failure := command.Output()
	folders := map[string]string{}
	decoder := json.NewDecoder(bytes.NewReader(out))
	for decoder.More() {
		var module downloaded
		if err := decoder.Decode(&module); err != nil {
			return nil, fmt.Errorf("answer of go mod download: %w", err)
		}
		if module.Error != "" {
			return nil, fmt.Errorf("module %s@%s cannot be downloaded: %s", module.Path, module.Version, module.Error)
		}
		folders[module.Path] = module.Dir
	}
	if failure != nil {
		return nil, fmt.Errorf("go mod download failed: %w", failure)
	}
	return folders, nil
}
