import { execFileSync, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

const reader = fileURLToPath(new URL("../../../knowledge/catalogue/reader", import.meta.url));
const modules = fileURLToPath(new URL("../../fixtures/kubernetes-modules", import.meta.url));

interface Line {
  readonly component: string;
  readonly kind: string;
  readonly group: string;
  readonly name: string;
  readonly type: string;
  readonly default?: string;
  readonly defaultNote?: string;
  readonly doc: string;
  readonly position: string;
  readonly deprecated?: boolean;
  readonly hidden?: boolean;
  readonly stage?: string;
  readonly locked?: boolean;
}

const hasGo = spawnSync("go", ["version"]).status === 0;
const title = hasGo
  ? "reader of Kubernetes' sources"
  : "reader of Kubernetes' sources (skipped: it is a Go program and `go` is not on the PATH)";

function read(version: string): string {
  return execFileSync("go", ["run", ".", "-version", version, "-modules", modules], {
    cwd: reader,
    encoding: "utf8",
  });
}

describe.skipIf(!hasGo)(title, () => {
  let text = "";
  let lines: readonly Line[] = [];

  beforeAll(() => {
    text = read("v1.34.4");
    lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
  }, 600_000);

  const parameters = (): readonly Line[] => lines.filter(({ kind }) => kind !== "package");

  const one = (kind: string, name: string): Line => {
    const found = lines.filter((line) => line.kind === kind && line.name === name);
    expect(found, `${kind} ${name}`).toHaveLength(1);
    return found[0] as Line;
  };
  const value = (kind: string, name: string): readonly [string | undefined, string | undefined] => {
    const line = one(kind, name);
    return [line.default, line.defaultNote];
  };

  test("prints whole lines, sorted, the same every time", () => {
    expect(one("field", "kubeAPIQPS")).toEqual({
      component: "kubelet",
      kind: "field",
      group: "KubeletConfiguration",
      name: "kubeAPIQPS",
      type: "int32",
      default: "50",
      doc: "kubeAPIQPS is the rate of requests.",
      position: "k8s.io/kubelet/config/v1beta1/types.go:37",
    });
    const keys = parameters().map((line) => [line.component, line.kind, line.group, line.name].join("\0"));
    expect(keys).toEqual(keys.toSorted());
    expect(read("v1.34.4")).toBe(text);
  }, 600_000);

  test("takes inlined and nested structs, lists, maps and recursion apart and leaves out what no file can set", () => {
    expect(lines.filter((line) => line.kind === "field").map((line) => [line.name, line.type])).toEqual([
      ["burst.size", "int32"],
      ["cgroupRoot", "string"],
      ["clusterDNS", "list of string"],
      ["gated", "string"],
      ["kubeAPIQPS", "int32"],
      ["limits{}.seconds", "int64"],
      ["maxPods", "int32"],
      ["nodeName", "string"],
      ["rules.all[]", "object"],
      ["rules.name", "string"],
      ["serializeImagePulls", "bool"],
      ["syncFrequency", "duration"],
      ["systemReserved", "map of string"],
      ["taints[].effect", "string"],
      ["taints[].key", "string"],
    ]);
    expect(value("field", "rules.all[]")).toEqual([undefined, "recursive"]);
  });

  test("counts a package's types, and the fields that have a key of their own", () => {
    expect(lines.slice(parameters().length)).toEqual([
      { component: "kubelet", kind: "package", name: "k8s.io/kubelet/config/v1beta1", types: 6, fields: 19 },
    ]);
  });

  test("runs defaulting functions over constants of other files, generic functions and loops", () => {
    expect(value("field", "burst.size")).toEqual(["100", undefined]);
    expect(value("field", "serializeImagePulls")).toEqual(["true", undefined]);
    expect(value("field", "syncFrequency")).toEqual(["1m30s", undefined]);
    expect(value("field", "maxPods")).toEqual(["110", undefined]);
    expect(value("field", "clusterDNS")).toEqual(["[10.0.0.10,10.0.0.11]", undefined]);
    expect(value("field", "taints[].effect")).toEqual(["NoSchedule", "where its parent is set"]);
    expect(value("field", "taints[].key")).toEqual([undefined, "required"]);
    expect(value("field", "limits{}.seconds")).toEqual(["0", "where its parent is set"]);
  });

  test("never guesses: what the host or an unread function decides has no default", () => {
    expect(value("field", "nodeName")).toEqual([undefined, "computed"]);
    expect(value("field", "gated")).toEqual([undefined, "computed"]);
    expect(value("flag", "hostname")).toEqual([undefined, "computed"]);
  });

  test("follows a component's command to its flags and marks deprecated ones", () => {
    const flags = lines.filter((line) => line.kind === "flag");
    expect(flags.map((line) => [line.name, line.type, line.default])).toEqual([
      ["hostname", "string", undefined],
      ["kube-api-qps", "float32", "2.5"],
      ["labels", "labels", "x;y"],
      ["names", "list of string", "[a,b]"],
      ["old", "int32", "3"],
      ["request-timeout", "duration", "2m0s"],
      ["secret", "bool", "false"],
    ]);
    expect(one("flag", "names").doc).toBe("At most 7 names.");
    expect(flags.filter((line) => line.deprecated).map((line) => [line.name, line.hidden])).toEqual([
      ["old", true],
      ["secret", undefined],
    ]);
    expect(one("field", "cgroupRoot").deprecated).toBe(true);
  });

  test("gives feature gates as they hold in the version", () => {
    const gates = (all: readonly Line[]): unknown[] =>
      all
        .filter((line) => line.kind === "gate")
        .map((line) => [line.name, line.default, line.stage, line.locked ?? false]);
    expect(gates(lines)).toEqual([
      ["AlwaysThere", "true", "GA", true],
      ["GoesAway", "false", "DEPRECATED", false],
      ["NeedsCompatibility", "false", "BETA", false],
      ["OrderedStart", "true", "BETA", false],
    ]);
    expect(one("gate", "OrderedStart").doc).toBe("Starts pods in an order.");
    const later = read("v1.36.3")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Line);
    expect(gates(later)).toEqual([
      ["AlwaysThere", "true", "GA", true],
      ["GoesAway", "false", "DEPRECATED", false],
      ["NeedsCompatibility", "true", "BETA", false],
      ["NotYet", "false", "ALPHA", false],
      ["OrderedStart", "true", "GA", true],
    ]);
  }, 600_000);

  test("says what is wrong with a version or a folder", () => {
    const failed = (...args: readonly string[]): string =>
      spawnSync("go", ["run", ".", ...args], { cwd: reader, encoding: "utf8" }).stderr;
    expect(failed("-version", "1.34")).toContain(
      'version "1.34" is not known: expected v1.<minor>.<patch>, for example v1.34.4',
    );
    expect(failed("-version", "v1.34.4", "-modules", reader)).toContain("holds no module k8s.io/kubernetes");
  }, 600_000);
});
