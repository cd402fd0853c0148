import { describe, expect, test } from "vitest";
import {
  NotYetAvailableError,
  parseExperiment,
  planOf,
  standingOf,
  type Plan,
} from "../../experiments/index.ts";
import { cfg, imageBase, localBase, parse } from "./support.ts";

const planFor = (changes: Record<string, string | undefined> = {}, file = "runs/a.cfg"): Plan =>
  planOf(parseExperiment(cfg(localBase, changes), file).experiment);

describe("a plan", () => {
  test("says everything that is going to be done", () => {
    const plan = planFor({
      "columbo.rules": "mine, /shared",
      "columbo.threshold": "5s",
      "kubernetes.kube-scheduler.clientConnection.qps": "60",
      "kubernetes.kube-controller-manager.kube-api-qps": "20",
    });
    const worker = { kind: "kwok", cores: 8, memoryGiB: 16, maxPods: 110 };
    expect(plan).toEqual({
      experiment: "a",
      file: "runs/a.cfg",
      hash: plan.hash,
      provider: "local",
      kubernetes: "v1.34.4",
      nodes: [
        { name: "worker-1", ...worker },
        { name: "worker-2", ...worker },
      ],
      podStart: { minMs: 400, maxMs: 600 },
      apiServerPort: 0,
      workload: {
        application: "empty",
        method: "pod",
        instances: 20,
        cpuCores: 0.05,
        memoryGB: 0.1,
        sleepSeconds: 60,
        client: "kubectl",
        cacheWorker: false,
      },
      observe: "default",
      // The default of the version is no setting away from it.
      settings: [{ parameter: "kube-scheduler.clientConnection.qps", value: 60 }],
      tuning: {
        goal: "deployment_time",
        repeats: 3,
        warmup: 20,
        maxIterations: 5,
        allow: ["*"],
        deny: [],
        rules: [expect.stringMatching(/\/runs\/mine$/), "/shared"],
        seed: 1,
        threshold: 5,
      },
    });
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });

  test.each([
    [{ "benchmark.applications_per_worker": "100" }, 110],
    [{ "benchmark.applications_per_worker": "101" }, 112],
    [{ "benchmark.applications_per_worker": "150" }, 165],
    [{ "columbo.instances": "301" }, 167],
    [{ "columbo.instances": "150", "benchmark.kube_deployment": "container" }, 110],
  ])("gives workers room for the pods of %j", (changes, maxPods) => {
    const plan = planFor({ ...changes, "benchmark.application_worker_cpu": "0.01" });
    expect(plan.nodes.map((node) => node.maxPods)).toEqual([maxPods, maxPods]);
  });
});

describe("nodes with a kubelet", () => {
  const kinds = (changes: Record<string, string>) => planFor(changes).nodes.map(({ kind }) => kind);

  test("any mix of kinds, in the order of the file", () => {
    const changes = { "infrastructure.cloud_nodes": "8", "local.nodes": "real:1, hollow, kwok:4" };
    const { nodes } = planFor(changes);
    expect(nodes.map(({ kind }) => kind)).toEqual([
      "real",
      ...Array.from({ length: 2 }, () => "hollow"),
      ...Array.from({ length: 4 }, () => "kwok"),
    ]);
    expect(nodes.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `worker-${n}`));
    expect(kinds({ "local.nodes": "real" })).toEqual(["real", "real"]);
  });

  test("take as many pods as their kubelet is configured for", () => {
    const room = (changes: Record<string, string>) =>
      planFor({ "benchmark.application_worker_cpu": "0.01", ...changes }).nodes.map((node) => node.maxPods);
    const mix = { "local.nodes": "real:1, kwok:1", "benchmark.applications_per_worker": "105" };
    expect(room(mix)).toEqual([110, 116]);
    expect(room({ ...mix, "kubernetes.kubelet.maxPods": "200" })).toEqual([200, 116]);
    // Some of 222 pods wait, which can be diagnosed.
    expect(room({ "local.nodes": "real", "benchmark.applications_per_worker": "111" })).toEqual([110, 110]);
    expect(
      room({ "local.nodes": "real", "columbo.instances": "150", "benchmark.kube_deployment": "container" }),
    ).toEqual([110, 110]);
  });

  test("pull from a registry unless the image is on them", () => {
    const real = { "local.nodes": "real:1, kwok" };
    const slow = { ...real, "local.registry_rate_mb": "2.5", "local.image_mb": "40" };
    expect(planFor(real).registry).toEqual({ imageMB: 0 });
    expect(planFor(slow).registry).toEqual({ rateMBps: 2.5, imageMB: 40 });
    expect(planFor({ ...slow, "benchmark.cache_worker": "true" })).not.toHaveProperty("registry");
    expect(planFor({ "local.nodes": "hollow" })).not.toHaveProperty("registry");
  });
});

describe("a cluster that is there already", () => {
  const existing = (changes: Record<string, string | undefined> = {}): Plan =>
    planOf(
      parseExperiment(
        cfg(
          {
            infrastructure: { provider: "existing" },
            benchmark: { resource_manager: "kubecontrol", application: "empty", sleep_time: "60" },
            columbo: { instances: "5" },
          },
          changes,
        ),
        "/runs/a.cfg",
      ).experiment,
    );

  test("needs nothing but the workload", () => {
    expect(existing()).toMatchObject({
      provider: "existing",
      nodes: [],
      existing: {},
      workload: {
        instances: 5,
        cpuCores: 0,
        memoryGB: 0,
        cacheWorker: false,
        image: {
          reference: "docker.io/library/busybox:stable",
          command: ["sh", "-c", "echo started; sleep 60"],
        },
      },
      tuning: { allow: [] },
    });
  });

  test("is found by kubeconfig, context and namespace", () => {
    const changes = {
      "existing.kubeconfig": "lab.yaml",
      "existing.context": "lab",
      "existing.namespace": "x",
    };
    expect(existing(changes).existing).toEqual({
      kubeconfig: "/runs/lab.yaml",
      context: "lab",
      namespace: "x",
    });
    expect(existing({ "existing.image": "registry.k8s.io/busybox:1" }).workload.image).toMatchObject({
      reference: "registry.k8s.io/busybox:1",
    });
    expect(existing({ "existing.command": "/app  --for {seconds}" }).workload.image).toMatchObject({
      command: ["/app", "--for", "60"],
    });
  });

  test("counts instances by its workers where the file has them", () => {
    const nodes = { cloud_nodes: "3", cloud_cores: "4", cloud_memory: "8", cloud_quota: "1" };
    const changes = Object.fromEntries(
      Object.entries(nodes).map(([key, value]) => [`infrastructure.${key}`, value]),
    );
    expect(existing({ ...changes, "columbo.instances": undefined }).workload.instances).toBe(2);
  });

  test.each([
    ["*", []],
    ["workload.*", []],
    [
      "kube-scheduler.clientConnection.qps, workload.automountServiceAccountToken",
      ["workload.automountServiceAccountToken"],
    ],
  ])("allow = %s", (allow, counted) => {
    expect(existing({ "columbo.allow": allow }).tuning.allow).toEqual(counted);
  });
});

describe("the hash", () => {
  test("is that of what a measurement depends on", () => {
    const { hash } = planFor();
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const same = [
      planFor({ "columbo.repeats": "7", "columbo.allow": "kube-scheduler.*", "columbo.threshold": "3" }),
      planFor({}, "elsewhere/b.cfg"),
      planFor({ "local.nodes": "kwok:2", "benchmark.kube_version": "v1.34.4" }),
      planFor({ "columbo.instances": "20" }),
      planFor({ "kubernetes.kube-controller-manager.kube-api-qps": "20" }),
    ];
    for (const plan of same) expect(plan.hash).toBe(hash);
  });

  test.each([
    { "benchmark.kube_version": "v1.34.3" },
    { "infrastructure.cloud_cores": "9" },
    { "local.pod_start_max_ms": "601" },
    { "benchmark.kube_deployment": "call" },
    { "benchmark.applications_per_worker": "11" },
    { "columbo.client": "api" },
    { "columbo.observe": "clock" },
    { "columbo.cpu_limit": "1" },
    { "local.nodes": "real" },
    { "local.nodes": "real", "local.image_mb": "1" },
    { "kubernetes.kube-controller-manager.kube-api-qps": "21" },
  ])("differs with %j", (changes) => {
    expect(planFor(changes).hash).not.toBe(planFor().hash);
  });

  test("does not depend on the order of the settings", () => {
    const [a, b] = [
      "kubernetes.kube-scheduler.parallelism",
      "kubernetes.kube-scheduler.clientConnection.qps",
    ] as const;
    expect(planFor({ [a]: "8", [b]: "60" }).hash).toBe(planFor({ [b]: "60", [a]: "8" }).hash);
  });
});

describe("what is not there yet", () => {
  test.each<[Record<string, string | undefined>, string]>([
    [
      { "infrastructure.provider": "gcp", "infrastructure.gcp_cloud": "x" },
      "provider gcp (available: local, qemu, existing, simulated)",
    ],
    [{ "infrastructure.infra_only": "true" }, "infra_only (available under provider qemu)"],
    [
      { "benchmark.resource_manager_only": "true", "benchmark.application": undefined },
      "resource_manager_only (available under provider qemu)",
    ],
    [
      {
        "infrastructure.endpoint_nodes": "2",
        "infrastructure.endpoint_cores": "1",
        "infrastructure.endpoint_memory": "1",
        "infrastructure.endpoint_quota": "1",
      },
      "endpoint_nodes under provider local (available: cloud_nodes)",
    ],
    [
      { "benchmark.resource_manager": "kube_kata", "benchmark.application": "empty_kata" },
      "resource_manager kube_kata (available: kubecontrol), application empty_kata (available: empty)",
    ],
  ])("%j", (changes, part) => {
    const { experiment } = parse(cfg(localBase, changes));
    expect(() => planOf(experiment)).toThrow(new NotYetAvailableError([part]));
    expect(new NotYetAvailableError([part])).toMatchObject({
      exitCode: 3,
      message: `not yet available in Columbo: ${part}`,
    });
  });

  test("machines without a workload have no plan, and are stood up instead", () => {
    const bare = parse(
      cfg(localBase, { "infrastructure.provider": "qemu", "infrastructure.infra_only": "true" }),
    );
    expect(standingOf(bare.experiment)).toMatchObject({ continuum: { until: "infrastructure" } });
    const changes = {
      "infrastructure.provider": "qemu",
      "benchmark.resource_manager_only": "true",
      "benchmark.application": undefined,
    };
    const software = standingOf(parse(cfg(localBase, changes)).experiment);
    expect(software?.continuum.until).toBe("software");
    expect(software?.plan?.nodes.every(({ kind }) => kind === "virtual")).toBe(true);
    expect(
      standingOf(parse(cfg(localBase, { "infrastructure.provider": "qemu" })).experiment),
    ).toBeUndefined();
    expect(standingOf(parse(cfg(localBase)).experiment)).toBeUndefined();
  });

  test("all parts at once", () => {
    expect(() => planOf(parse(cfg(imageBase)).experiment)).toThrow(
      "not yet available in Columbo: resource_manager kubernetes (available: kubecontrol), application image_classification (available: empty)",
    );
  });
});
