import { describe, expect, test } from "vitest";
import { whyNotSettable } from "../../../experiments/index.ts";
import { cfg, faultsOf, imageBase, localBase, parse, warningsOf } from "../support.ts";

const columboOf = (changes: Record<string, string>) => parse(cfg(localBase, changes)).experiment;

describe("[columbo]", () => {
  test("defaults", () => {
    expect(parse(cfg(localBase)).experiment.columbo).toEqual({
      goal: "deployment_time",
      repeats: 3,
      warmup: 20,
      max_iterations: 5,
      time_budget: undefined,
      allow: ["*"],
      deny: [],
      rules: [],
      parameters: [],
      seed: 1,
      threshold: undefined,
      client: "kubectl",
      instances: undefined,
      workload: "job",
      observe: "default",
      cpu_limit: undefined,
      memory_limit: undefined,
      pod: undefined,
      start_cpu_seconds: 0,
      start_memory_mb: 0,
    });
  });

  test.each([
    ["90", 90],
    ["90s", 90],
    ["1.5m", 90],
    ["1 h", 3600],
    [".5", 0.5],
  ])("time_budget = %s", (text, value) => {
    expect(columboOf({ "columbo.time_budget": text }).columbo.time_budget).toBe(value);
  });

  test.each(["0", "-5", "5d", "h", "inf", "nan"])("time_budget = %s is refused", (text) => {
    expect(faultsOf(cfg(localBase, { "columbo.time_budget": text }))).toEqual([
      `a.cfg:15: [columbo] time_budget: expected a time above 0, for example 90, 90s, 5m or 1h, got "${text}"`,
    ]);
  });

  test("lists lose the blanks around their names", () => {
    const changes = { "columbo.allow": "kube-scheduler.* , kube-controller-manager.kube-api-qps" };
    expect(columboOf(changes).columbo.allow).toEqual([
      "kube-scheduler.*",
      "kube-controller-manager.kube-api-qps",
    ]);
  });

  test("a misspelt parameter in deny would protect nothing", () => {
    expect(faultsOf(cfg(localBase, { "columbo.deny": "kube-scheduler.clientConnection.qsp" }))).toEqual([
      'a.cfg:15: [columbo] deny: unknown parameter "kube-scheduler.clientConnection.qsp", did you mean "kube-scheduler.clientConnection.qps"?',
    ]);
    expect(warningsOf(cfg(localBase, { "columbo.deny": "kubelet.memoryManagerPolicy" }))).toHaveLength(1);
  });

  test("a glob that matches no parameter is warned of", () => {
    const changes = { "columbo.allow": "kube-schedluer.*, *.kube-API-*, etcd.*" };
    expect(warningsOf(cfg(localBase, changes))).toEqual([
      `a.cfg:15: [columbo] allow: "kube-schedluer.*" matches no parameter of Columbo's`,
    ]);
    expect(warningsOf(cfg(localBase, { "columbo.deny": "*-interval, ?tcd.*" }))).toEqual([]);
  });

  test("an unknown option is a fault here", () => {
    expect(faultsOf(cfg(localBase, { "columbo.repeat": "5", "columbo.colour": "red" }))).toEqual([
      'a.cfg:15: [columbo] repeat: unknown option "repeat", did you mean "repeats"?',
      expect.stringMatching(/16: \[columbo\] colour: unknown option "colour", expected one of goal, repeats/),
    ]);
  });
});

describe("[kubernetes]", () => {
  test("parameters under their own names, without case; no value keeps the default", () => {
    const changes = {
      "kubernetes.kube-controller-manager.KUBE-API-QPS": "50.5",
      "kubernetes.kube-scheduler.clientconnection.burst": "1_000",
      "kubernetes.kube-apiserver.max-requests-inflight": "",
    };
    expect(columboOf(changes).settings).toEqual([
      { parameter: "kube-controller-manager.kube-api-qps", value: 50.5 },
      { parameter: "kube-scheduler.clientConnection.burst", value: 1000 },
    ]);
  });

  test.each([
    ["kube-controller-manager.kube-api-burst", "2.5", /expected a whole number from 1 to \d+ .*, got "2.5"/],
    ["kube-controller-manager.kube-api-burst", "0", /expected a whole number from 1 to \d+ .*, got "0"/],
    ["kube-controller-manager.kube-api-qps", "inf", /expected a number from .*, got "inf"/],
    ["kube-controller-manager.kube-api-qps", "50 # more", /comments are not allowed behind a value/],
    [
      "kube-controller-manager.kube-api-qbs",
      "50",
      /unknown parameter .*, did you mean "kube-controller-manager.kube-api-qps"\?/,
    ],
    ["nonsense", "50", /unknown parameter "nonsense"; `columbo knowledge list` shows all/],
  ])("%s = %s", (key, value, expected) => {
    expect(faultsOf(cfg(localBase, { [`kubernetes.${key}`]: value }))).toEqual([
      expect.stringMatching(expected),
    ]);
  });

  test.each([
    ["100ms", "100ms"],
    ["0.1s", "100ms"],
    ["0", "0s"],
    ["1m", "60s"],
  ])("a duration: %s", (text, value) => {
    expect(columboOf({ "kubernetes.etcd.backend-batch-interval": text }).settings).toEqual([
      { parameter: "etcd.backend-batch-interval", value },
    ]);
  });

  test.each(["banana", "100", "-1s", "61s", "1e3ms", "100 ms"])("a duration is not: %s", (text) => {
    expect(faultsOf(cfg(localBase, { "kubernetes.etcd.backend-batch-interval": text }))).toEqual([
      `a.cfg:15: [kubernetes] etcd.backend-batch-interval: expected a duration from 0s to 60s, for example 100ms or 1.5s, got "${text}"`,
    ]);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      "the first wait above the longest by default",
      { podInitialBackoffSeconds: "30" },
      [
        "a.cfg:15: [kubernetes] kube-scheduler.podInitialBackoffSeconds: expected at most kube-scheduler.podMaxBackoffSeconds, which is 10 by default, got 30: set that too",
      ],
    ],
    [
      "the first wait above the longest",
      { podInitialBackoffSeconds: "30", podMaxBackoffSeconds: "20" },
      [
        "a.cfg:16: [kubernetes] kube-scheduler.podMaxBackoffSeconds: expected at least kube-scheduler.podInitialBackoffSeconds, which is 30, got 20",
      ],
    ],
    ["equal", { podInitialBackoffSeconds: "10" }, []],
    ["both raised", { PODinitialbackoffseconds: "30", podMaxBackoffSeconds: "30" }, []],
    ["no value keeps the default", { podInitialBackoffSeconds: "", podMaxBackoffSeconds: "1" }, []],
  ])("the back-off pair, %s", (_, given, faults) => {
    const changes = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [`kubernetes.kube-scheduler.${name}`, value]),
    );
    if (faults.length === 0) expect(warningsOf(cfg(localBase, changes))).toEqual([]);
    else expect(faultsOf(cfg(localBase, changes))).toEqual(faults);
  });

  test("a faulty half of the pair is all there is to say", () => {
    const changes = {
      "kubernetes.kube-scheduler.podInitialBackoffSeconds": "30",
      "kubernetes.kube-scheduler.podMaxBackoffSeconds": "banana",
    };
    expect(faultsOf(cfg(localBase, changes))).toEqual([expect.stringContaining('got "banana"')]);
  });

  test("what a component refuses of a single value is out of range", () => {
    const refused = {
      "kube-scheduler.clientConnection.burst": "0",
      "kube-scheduler.clientConnection.qps": "0",
      "kube-controller-manager.kube-api-qps": "-1",
      "kube-controller-manager.concurrent-job-syncs": "0",
      "kube-scheduler.parallelism": "0",
      "kube-scheduler.percentageOfNodesToScore": "101",
      "kube-apiserver.max-requests-inflight": "-1",
    };
    const changes = Object.fromEntries(
      Object.entries(refused).map(([key, value]) => [`kubernetes.${key}`, value]),
    );
    expect(faultsOf(cfg(localBase, changes))).toHaveLength(Object.keys(refused).length);
  });

  test("a parameter that came with a later version cannot be set", () => {
    const changes = {
      "benchmark.kube_version": "v1.27.16",
      "kubernetes.kube-controller-manager.concurrent-job-syncs": "10",
      "kubernetes.kube-controller-manager.kube-api-qps": "30",
    };
    expect(faultsOf(cfg(localBase, changes))).toEqual([
      "a.cfg:16: [kubernetes] kube-controller-manager.concurrent-job-syncs: this parameter came with Kubernetes v1.28, the experiment's is v1.27.16: remove it",
    ]);
  });

  test("a constant cannot be set", async () => {
    const { constants } = await import("../../../knowledge/index.ts");
    expect(constants.length).toBeGreaterThan(0);
    for (const { id } of constants) {
      expect(faultsOf(cfg(localBase, { [`kubernetes.${id}`]: "7" }))).toEqual([
        expect.stringContaining("compiled in with the value"),
      ]);
    }
  });

  test("every parameter that can be set takes its own default", async () => {
    const { parameters, defaultOf, existsIn } = await import("../../../knowledge/index.ts");
    const own = parameters.filter(
      (one) =>
        existsIn(one, "v1.34.4") &&
        whyNotSettable(one, "local", ["real"]) === undefined &&
        // No value keeps the default.
        defaultOf(one, "v1.34.4") !== "",
    );
    expect(own.length).toBeGreaterThan(60);
    const changes = Object.fromEntries([
      ["local.nodes", "real"],
      ...own.map((one) => [`kubernetes.${one.id}`, String(defaultOf(one, "v1.34.4"))]),
    ]) as Record<string, string>;
    expect(columboOf(changes).settings).toEqual(
      own.map((one) => ({ parameter: one.id, value: defaultOf(one, "v1.34.4") })),
    );
  });
});

describe("[local] and [existing]", () => {
  test("defaults", () => {
    expect(parse(cfg(localBase)).experiment.provider).toEqual({
      name: "local",
      nodes: [{ kind: "kwok", count: undefined }],
      pod_start_min_ms: 400,
      pod_start_max_ms: 600,
      api_server_port: 0,
      registry_rate_mb: undefined,
      image_mb: 0,
      images: 1,
    });
    const existing = cfg(localBase, { "infrastructure.provider": "existing", "existing.context": "lab" });
    expect(parse(existing).experiment.provider).toEqual({
      name: "existing",
      kubeconfig: undefined,
      context: "lab",
      namespace: undefined,
      image: "docker.io/library/busybox:stable",
      command: undefined,
    });
  });

  test.each([
    ["kwok:2", [{ kind: "kwok", count: 2 }]],
    [
      "kwok, real:1",
      [
        { kind: "kwok", count: undefined },
        { kind: "real", count: 1 },
      ],
    ],
    ["hollow : 2", [{ kind: "hollow", count: 2 }]],
  ])("nodes = %s", (text, groups) => {
    expect(columboOf({ "local.nodes": text }).provider).toMatchObject({ nodes: groups });
  });

  test.each([
    ["kwok:3", "expected 2 workers in all, as cloud_nodes says, got 3"],
    ["kwok, real:3", "expected 2 workers in all, as cloud_nodes says, got 3"],
    ["kwok, real", "expected a number for each kind but one"],
    ["kwok:1, kwok:1", "each once"],
    ["kwok:0", "each once"],
    ["quok", "each once"],
  ])("nodes = %s is refused", (text, part) => {
    expect(faultsOf(cfg(localBase, { "local.nodes": text }))).toEqual([expect.stringContaining(part)]);
  });

  test("the modelled start has its ends in order", () => {
    expect(faultsOf(cfg(localBase, { "local.pod_start_min_ms": "700" }))).toEqual([
      expect.stringContaining("pod_start_max_ms: expected at least pod_start_min_ms, which is 700, got 600"),
    ]);
  });

  test("kube_version is v1.34.4 unless given, and must name a version", () => {
    expect(parse(cfg(localBase)).experiment.resourceManager).toMatchObject({ kube_version: "v1.34.4" });
    expect(parse(cfg(imageBase)).experiment.resourceManager).toMatchObject({ kube_version: "v1.27.0" });
    expect(faultsOf(cfg(localBase, { "benchmark.kube_version": "1.34" }))).toEqual([
      'a.cfg:14: [benchmark] kube_version: expected vX.Y.Z, for example v1.34.4, got "1.34"',
    ]);
  });

  test.each(["v1.28.15", "v1.99.0"])("%s is outside of what was verified", (version) => {
    expect(warningsOf(cfg(localBase, { "benchmark.kube_version": version }))).toEqual([
      `a.cfg:14: [benchmark] kube_version: Columbo knows Kubernetes from v1.29.6 to v1.37.2, got "${version}": it takes the defaults of the nearest`,
    ]);
    expect(warningsOf(cfg(imageBase, { "benchmark.kube_version": version }))).toEqual([]);
  });

  test.each(["v1.29.0", "v1.37.99"])("%s is verified", (version) => {
    expect(warningsOf(cfg(localBase, { "benchmark.kube_version": version }))).toEqual([]);
  });

  test("a limit below its request is refused", () => {
    const changes = { "columbo.cpu_limit": "0.01", "columbo.memory_limit": "0.1" };
    expect(faultsOf(cfg(localBase, changes))).toEqual([
      expect.stringContaining("cpu_limit: expected at least application_worker_cpu, which is 0.05, got 0.01"),
    ]);
  });

  test("when images are pulled must fit where they are", () => {
    const real = { "local.nodes": "real" };
    const policy = (value: string) => ({ ...real, "kubernetes.workload.imagePullPolicy": value });
    expect(faultsOf(cfg(localBase, policy("Never")))).toEqual([
      expect.stringContaining("Never on real nodes needs cache_worker = true"),
    ]);
    expect(faultsOf(cfg(localBase, { ...policy("Always"), "benchmark.cache_worker": "true" }))).toEqual([
      expect.stringContaining("Always on real nodes needs cache_worker = false"),
    ]);
    expect(warningsOf(cfg(localBase, policy("Always")))).toEqual([]);
    expect(warningsOf(cfg(localBase, { "local.image_mb": "5" }))).toEqual([
      expect.stringContaining("image_mb: has no effect, since there are no real nodes: nothing is pulled"),
    ]);
  });

  test("an existing cluster: what is missing, and what does not count", () => {
    const text = cfg({
      infrastructure: { provider: "existing" },
      benchmark: {
        resource_manager: "kubecontrol",
        application: "empty",
        sleep_time: "9",
        cache_worker: "yes",
      },
    });
    expect(faultsOf(text)).toEqual([
      expect.stringContaining("[columbo] instances: missing, expected with provider existing"),
    ]);
    expect(
      warningsOf(`${text}[columbo]\ninstances = 3\nallow = kube-scheduler.*, workload.imagePullPolicy\n`),
    ).toEqual([
      expect.stringContaining("cache_worker: has no effect with provider existing"),
      expect.stringContaining('allow: "kube-scheduler.*" does not count with provider existing'),
    ]);
  });

  test("without cloud nodes there is nothing to say of the workers", () => {
    const faults = faultsOf(cfg(localBase, { "infrastructure.cloud_nodes": undefined }));
    expect(faults.length).toBeGreaterThan(0);
    for (const fault of faults) expect(fault).not.toContain("[local]");
  });

  test("what the local provider cannot do is said", () => {
    const changes = { "infrastructure.netperf": "yes", "infrastructure.cloud_quota": "0.5" };
    expect(warningsOf(cfg(localBase, changes))).toEqual([
      "a.cfg:6: [infrastructure] cloud_quota: has no effect with provider local",
      "a.cfg:7: [infrastructure] netperf: has no effect with provider local",
    ]);
  });

  test("another provider's section is not read", () => {
    expect(warningsOf(cfg(imageBase, { "local.nodes": "what" }))).toEqual([
      "a.cfg:15: [local]: this section is not read, since the provider is qemu",
    ]);
  });
});
