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

/** A parameter's name as its place spells it. */
function nameOf({ component, set }: Parameter): string {
  switch (set.by) {
    case "flag":
      return set.flag.replace(/^--/, "");
    case "config-file":
      return set.path;
    case "feature-gate":
      return `${component === "kubelet" ? "featureGates" : "feature-gates"}.${set.gate}`;
    case "api-object":
      return `${set.kind}.${set.name}.${set.path.split(".").at(-1) ?? ""}`;
    case "workload":
      return [set.owner ?? [], set.path.replace("containers[].", "")].flat().join(".");
  }
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
    // Each component reads its own settings, and must be started again for them; objects of the API hold at once.
    expect(restart).toBe(set.by === "api-object" ? "none" : component);
    expect(id).toBe(`${component}.${nameOf(parameter)}`);
    if (type === "boolean" || type === "string") return;
    for (const { value } of defaults) {
      const number = numberOf(parameter, value);
      expect(number).toBeGreaterThanOrEqual(range?.min ?? NaN);
      expect(number).toBeLessThanOrEqual(range?.max ?? NaN);
      if (type === "integer") expect(Number.isInteger(number)).toBe(true);
    }
  });

  test("cover the deployment path: at least 60 parameters, and the constants beside them", () => {
    expect(parameters.length).toBeGreaterThanOrEqual(60);
    expect(constants.length).toBeGreaterThanOrEqual(30);
    const settable = parameters.filter(({ notHere }) => notHere === undefined);
    expect(settable.length).toBeGreaterThanOrEqual(60);
    for (const { id, notHere } of parameters)
      if (notHere !== undefined) expect(notHere, id).not.toMatch(/\.$/);
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
      else expect(source, id).toMatch(/^(etcd|containerd) v\d+\.\d+\.\d+ .*v\d+\.\d+\.\d+/);
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

describe("gates and what is new", () => {
  const at = (id: string, version: string) => {
    const parameter = findParameter(id);
    if (parameter === undefined) throw new TypeError(id);
    return [existsIn(parameter, version), defaultOf(parameter, version)];
  };

  test("a gate's default goes with the release, and one that is locked cannot be set", () => {
    const hints = "kube-scheduler.feature-gates.SchedulerQueueingHints";
    expect(at(hints, "v1.31.14")).toEqual([true, false]);
    expect(at(hints, "v1.33.13")).toEqual([true, true]);
    expect(at(hints, "v1.34.4")).toEqual([false, true]);
    expect(at("kubelet.featureGates.InPlacePodVerticalScaling", "v1.32.13")).toEqual([true, false]);
    expect(at("kubelet.featureGates.InPlacePodVerticalScaling", "v1.34.4")).toEqual([true, true]);
    expect(at("kubelet.featureGates.InPlacePodVerticalScaling", "v1.35.4")).toEqual([false, true]);
    expect(at("kube-scheduler.feature-gates.SchedulerAsyncAPICalls", "v1.33.13")).toEqual([false, false]);
    expect(at("kube-scheduler.feature-gates.SchedulerAsyncAPICalls", "v1.34.4")).toEqual([true, false]);
    expect(at("kube-apiserver.feature-gates.ConcurrentWatchObjectDecode", "v1.37.2")).toEqual([true, true]);
    expect(at("kube-controller-manager.concurrent-daemonset-syncs", "v1.31.14")).toEqual([false, 2]);
  });

  test("the suggested priority levels share out 245 shares with the two that always are there", () => {
    const shares = parameters.filter(({ id }) => id.endsWith(".nominalConcurrencyShares"));
    expect(shares).toHaveLength(6);
    const sum = shares.reduce((total, one) => total + Number(defaultOf(one, "v1.34.4")), 0);
    // The level catch-all has 5, exempt has none.
    expect(sum + 5).toBe(245);
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
    for (const parameter of parameters) {
      const { introduced = "1.0", until = "1.99" } = parameter;
      expect(existsIn(parameter, version), parameter.id).toBe(
        minor(introduced) <= minor(version.slice(1)) && minor(version.slice(1)) < minor(until),
      );
    }
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
