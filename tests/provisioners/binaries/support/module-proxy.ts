import type { Answer } from "./server.ts";
import { zip } from "./zip.ts";

interface FakeModule {
  readonly path: string;
  readonly version: string;
  readonly goMod: string;
  readonly files: Readonly<Record<string, string>>;
}

/** What the Go module proxy protocol answers for a module. */
function answersOf({ path, version, goMod, files }: FakeModule): readonly (readonly [string, Answer])[] {
  const mod = `module ${path}\n\n${goMod}`;
  const inZip = Object.entries({ "go.mod": mod, ...files }).map(([name, text]) => [
    `${path}@${version}/${name}`,
    text,
  ]);
  const base = `/${path}/@v/${version}`;
  return [
    [`${base}.info`, JSON.stringify({ Version: version, Time: "2025-01-01T00:00:00Z" })],
    [`${base}.mod`, mod],
    [`${base}.zip`, zip(Object.fromEntries(inZip) as Record<string, string>)],
  ];
}

/** Only the runtime and `os`, so that a cold build takes seconds. */
const main = (imports: string, expression: string): string =>
  `package main\n\nimport (\n\t"os"\n${imports})\n\nfunc main() {\n\tos.Stdout.WriteString(${expression} + "\\n")\n}\n`;

const versionImport = '\tbase "k8s.io/component-base/version"\n\tclient "k8s.io/client-go/pkg/version"\n';

const versionPackage = `package version

var gitVersion, gitMajor, gitMinor string

func Get() string { return gitVersion }

func Parts() string { return gitMajor + "." + gitMinor }
`;

export const stagedZip = "/k8s.io/component-base/@v/v0.34.4.zip";

/**
 * A module proxy's answers for tiny stand-ins of Kubernetes v1.34.4, etcd and kwok that need the same care as
 * the real ones: staging modules that are replaced, and versions that only the linker knows.
 */
export function moduleProxyAnswers(go = "1.21"): Map<string, Answer> {
  const staged = (name: string, folder: string): FakeModule => ({
    path: `k8s.io/${name}`,
    version: "v0.34.4",
    goMod: "go 1.21\n",
    files: { [`${folder}/version.go`]: versionPackage },
  });
  const says = 'base.Get() + " " + client.Get() + " " + base.Parts()';
  const modules: FakeModule[] = [
    {
      path: "k8s.io/kubernetes",
      version: "v1.34.4",
      goMod: `go ${go}

require (
	k8s.io/client-go v0.0.0
	k8s.io/component-base v0.0.0
)

replace (
	k8s.io/client-go => ./staging/src/k8s.io/client-go
	k8s.io/component-base => ./staging/src/k8s.io/component-base
)
`,
      files: {
        "cmd/kubectl/main.go": main(versionImport, `"Client Version: " + ${says}`),
        "cmd/kube-scheduler/main.go": main(versionImport, `"Kubernetes " + ${says}`),
      },
    },
    staged("component-base", "version"),
    staged("client-go", "pkg/version"),
    {
      path: "go.etcd.io/etcd/server/v3",
      version: "v3.6.16",
      goMod: "go 1.21\n",
      files: { "main.go": main("", '"etcd Version: 3.6.16"') },
    },
    {
      path: "sigs.k8s.io/kwok",
      version: "v0.8.0",
      goMod: "go 1.21\n",
      files: { "cmd/kwok/main.go": main("", '"kwok version v0.8.0"') },
    },
  ];
  return new Map(modules.flatMap(answersOf));
}
