import { describe, expect, test } from "vitest";
import {
  constants,
  defaultOf,
  existsIn,
  findConstant,
  findParameter,
  parameters,
  readDuration,
  verifiedKubernetes,
  type Mechanism,
  type Parameter,
} from "../../knowledge/index.ts";

const all = [...parameters, ...constants];

/** A default as the number that its range is about. */
function numberOf({ type }: Parameter, value: unknown): unknown {
  return type === "duration" ? readDuration(String(value)) : value;
}

function minor(version: string): number {
  const [major = 0, second = 0] = version.split(".").map(Number);
  return major * 1000 + second;
}

describe("the entries", () => {
  test("have names of their own, begun by their component, also without case", () => {
    const names = all.map(({ id }) => id.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    for (const { id, component } of all) expect(id.startsWith(`${component}.`), id).toBe(true);
  });

  test.each(parameters.map((one) => [one.id, one] as const))("%s is complete", (_, parameter) => {
    const { defaults, range, type, stages, risk, formula, title, component, restart, set, id } = parameter;
    expect(defaults.length).toBeGreaterThan(0);
    const since = defaults.map((entry) => minor(entry.since));
    expect(since).toEqual(since.toSorted((a, b) => a - b));
    expect(new Set(since).size).toBe(since.length);
    expect(stages.length).toBeGreaterThan(0);
    for (const text of [risk, formula, title]) expect(text).not.toBe("");
    // Each component reads its own settings, and must be started again for them.
    expect(restart).toBe(component);
    const name = id.slice(component.length + 1);
    const place = set.by === "flag" ? set.flag.replace(/^--/, "") : set.path;
    expect(place).toBe(place.startsWith("containers[].") ? `containers[].${name}` : name);
    if (type === "boolean" || type === "string") return;
    for (const { value } of defaults) {
      const number = numberOf(parameter, value);
      expect(number).toBeGreaterThanOrEqual(range?.min ?? NaN);
      expect(number).toBeLessThanOrEqual(range?.max ?? NaN);
      if (type === "integer") expect(Number.isInteger(number)).toBe(true);
    }
  });

  test("what goes together says so on both sides, and is of one component", () => {
    for (const { id, component, goesWith } of parameters) {
      for (const other of goesWith) {
        expect(findParameter(other)?.goesWith, `${id} with ${other}`).toContain(id);
        expect(findParameter(other)?.component).toBe(component);
        expect(other).not.toBe(id);
      }
    }
  });

  test("sources name the releases that were compared", () => {
    for (const { id, source } of all) {
      if (source.includes("kubernetes v") || source.includes("client-go v"))
        for (const version of verifiedKubernetes) expect(source, id).toContain(version);
      else expect(source, id).toMatch(/^etcd v\d+\.\d+\.\d+ .*v\d+\.\d+\.\d+/);
    }
  });
});

describe("mechanisms", () => {
  /** What a mechanism is of: two entries with the same text bound the same thing. */
  function subjectOf(mechanism: Mechanism): string {
    const { kind, ...rest } = mechanism;
    return `${kind} ${Object.entries(rest)
      .filter(([key]) => key !== "role")
      .map(([, value]) => value)
      .join(" ")}`;
  }

  test("are named alike wherever they bound the same thing", () => {
    const names = all.map(({ mechanism }) => subjectOf(mechanism).split(" ").slice(1).join(" "));
    for (const name of names) expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    // One thing is bounded in one way, but for the loop, which is serial and has parallel work in each turn.
    const kinds = Map.groupBy(all, ({ mechanism }) => subjectOf(mechanism).split(" ")[1] ?? "");
    for (const [name, entries] of kinds) {
      const found = new Set(entries.map(({ mechanism }) => mechanism.kind));
      const expected = {
        "schedule-one": new Set(["parallel-work", "serial-loop"]),
        "pod-creates": new Set(["doubling-batches", "chunk"]),
        "kubelet-image-puller": new Set(["parallel-work", "serial-loop"]),
      }[name];
      if (expected === undefined) expect(found.size, name).toBe(1);
      else expect(found).toEqual(expected);
    }
  });

  test("a token bucket has one rate and one burst, which go together", () => {
    const buckets = Map.groupBy(parameters, ({ mechanism }) =>
      mechanism.kind === "token-bucket" ? mechanism.bucket : "",
    );
    buckets.delete("");
    expect([...buckets.keys()].sort()).toEqual(["job-controller", "kubelet", "scheduler"]);
    for (const entries of buckets.values()) {
      const roles = entries.map(({ mechanism }) => mechanism.kind === "token-bucket" && mechanism.role);
      expect(roles.sort()).toEqual(["burst", "rate"]);
      const [first, second] = entries;
      expect(first?.goesWith).toEqual([second?.id]);
    }
  });
});

describe("looking up", () => {
  test("takes no notice of case", () => {
    for (const parameter of parameters) {
      expect(findParameter(parameter.id.toUpperCase())).toBe(parameter);
      expect(findParameter(parameter.id.toLowerCase())).toBe(parameter);
    }
    for (const constant of constants) expect(findConstant(constant.id.toUpperCase())).toBe(constant);
    expect(findParameter("kube-scheduler.ScheduleOne")).toBeUndefined();
    expect(findConstant("kube-scheduler.parallelism")).toBeUndefined();
  });
});

describe("defaults by version", () => {
  /** As the sources of every verified release have them. */
  const expected: Readonly<Record<string, unknown>> = {
    "kube-controller-manager.kube-api-qps": 20,
    "kube-controller-manager.kube-api-burst": 30,
    "kube-controller-manager.concurrent-job-syncs": 5,
    "kube-scheduler.clientConnection.qps": 50,
    "kube-scheduler.clientConnection.burst": 100,
    "kube-scheduler.parallelism": 16,
    "kube-scheduler.percentageOfNodesToScore": 0,
    "kube-scheduler.podInitialBackoffSeconds": 1,
    "kube-scheduler.podMaxBackoffSeconds": 10,
    "kube-apiserver.max-requests-inflight": 400,
    "kube-apiserver.max-mutating-requests-inflight": 200,
    "kube-apiserver.http2-max-streams-per-connection": 0,
    "etcd.backend-batch-interval": "0s",
    "etcd.snapshot-count": 10_000,
    "kubelet.kubeAPIQPS": 50,
    "kubelet.kubeAPIBurst": 100,
    "kubelet.serializeImagePulls": true,
    "kubelet.maxParallelImagePulls": 0,
    "kubelet.registryPullQPS": 5,
    "kubelet.registryBurst": 10,
    "kubelet.maxPods": 110,
    "kubelet.eventRecordQPS": 50,
    "kubelet.eventBurst": 100,
    "workload.automountServiceAccountToken": true,
    "workload.imagePullPolicy": "IfNotPresent",
  };

  test.each(verifiedKubernetes)("%s", (version) => {
    expect(Object.fromEntries(parameters.map((one) => [one.id, defaultOf(one, version)]))).toMatchObject(
      expected,
    );
    for (const parameter of parameters) expect(existsIn(parameter, version)).toBe(true);
  });

  test("the newest entry that is not too new holds; before the first one, the first", () => {
    const [parameter] = parameters;
    if (parameter === undefined) throw new Error("no parameter");
    const changing: Parameter = {
      ...parameter,
      introduced: "1.9",
      defaults: [
        { since: "1.29", value: 1 },
        { since: "1.31", value: 2 },
      ],
    };
    const versions = ["v1.9.0", "1.28", "v1.29.0", "v1.30.14", "v1.31.0-rc.1", "1.31", "v1.99.0", "v2.0.0"];
    expect(versions.map((version) => defaultOf(changing, version))).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
    expect(["v1.8.5", "v1.9.0", "v1.10.1"].map((version) => existsIn(changing, version))).toEqual([
      false,
      true,
      true,
    ]);
  });

  test.each(["banana", "", "v1", "1.x", "v1.34.4 ", "-1.34", "latest"])("%j is no version", (text) => {
    const [parameter] = parameters;
    if (parameter === undefined) throw new Error("no parameter");
    expect(() => defaultOf(parameter, text)).toThrow(TypeError);
  });
});
