import { expect, test } from "vitest";
import { goSources } from "../../../provisioners/binaries/go/sources.ts";
import { goLineOf, scratchGoMod } from "../../../provisioners/binaries/go/scratch-module.ts";
import { isOlder } from "../../../provisioners/binaries/go/toolchain.ts";

const [kubernetes, etcd] = goSources(["kubectl", "etcd"], "v1.34.4");

test("staging modules are replaced by their published versions, in a block or on lines of their own", () => {
  const goMod = `// comment with go 9.9
module k8s.io/kubernetes

go 1.24.0

godebug default=go1.24

require (
	k8s.io/api v0.0.0
	github.com/some/where v1.2.3 // indirect
)

replace (
	k8s.io/api => ./staging/src/k8s.io/api
	k8s.io/client-go => ./staging/src/k8s.io/client-go
)

replace k8s.io/kubelet => ./staging/src/k8s.io/kubelet
`;
  expect(scratchGoMod(kubernetes!, goMod)).toBe(`module columbo.invalid/scratch

go 1.24.0

require k8s.io/kubernetes v1.34.4
replace k8s.io/api => k8s.io/api v0.34.4
replace k8s.io/client-go => k8s.io/client-go v0.34.4
replace k8s.io/kubelet => k8s.io/kubelet v0.34.4
`);
});

test("other folders that a module replaces by are left out: its published requirements stand", () => {
  const goMod = `module go.etcd.io/etcd/server/v3

go 1.26.0

toolchain go1.26.10

replace (
	go.etcd.io/etcd/api/v3 => ../api
	go.etcd.io/etcd => ./FORBIDDEN_DEPENDENCY
)
`;
  expect(scratchGoMod(etcd!, goMod)).toBe(
    "module columbo.invalid/scratch\n\ngo 1.26.0\n\nrequire go.etcd.io/etcd/server/v3 v3.6.16\n",
  );
});

test("the go line is no toolchain or comment line", () => {
  expect(goLineOf("module m\n\ntoolchain go1.26.10\ngo 1.21\n")).toBe("1.21");
  expect(goLineOf("module m\n")).toBeUndefined();
});

test("only what was asked for is built, stamped with the version in both of Kubernetes' packages", () => {
  expect(goSources(["kwok"], "v1.34.4").map(({ module }) => module)).toEqual(["sigs.k8s.io/kwok"]);
  expect(kubernetes?.commands).toEqual([{ name: "kubectl", package: "k8s.io/kubernetes/cmd/kubectl" }]);
  expect(kubernetes?.stamps).toContain("k8s.io/component-base/version.gitVersion=v1.34.4");
  expect(kubernetes?.stamps).toContain("k8s.io/component-base/version.gitMinor=34");
  expect(kubernetes?.stamps).toContain("k8s.io/client-go/pkg/version.gitVersion=v1.34.4");
});

test("Go versions compare by number", () => {
  expect(isOlder("1.9.7", "1.21")).toBe(true);
  expect(isOlder("1.24.0", "1.24")).toBe(false);
  expect(isOlder("1.26.8", "1.26.10")).toBe(true);
  expect(isOlder("1.26", "1.26.1")).toBe(true);
});
