import { describe, expect, test } from "vitest";
import { cfg, faultsOf, imageBase, localBase, parse, warningsOf } from "../support.ts";

type Changes = Record<string, string | undefined>;

const edge: Changes = {
  "infrastructure.cloud_nodes": "1",
  "infrastructure.edge_nodes": "2",
  "infrastructure.edge_cores": "4",
  "infrastructure.edge_memory": "8",
  "infrastructure.edge_quota": "1.0",
};
const empty: Changes = {
  "benchmark.application": "empty",
  "benchmark.sleep_time": "60",
  "benchmark.frequency": undefined,
  "infrastructure.endpoint_nodes": "0",
};
const stress: Changes = { ...empty, "benchmark.sleep_time": undefined, "benchmark.stress_app_timeout": "5" };

describe("what must hold between options", () => {
  test("the bases themselves are accepted without a word", () => {
    expect(warningsOf(cfg(imageBase))).toEqual([]);
    expect(warningsOf(cfg(localBase))).toEqual([]);
  });

  test.each<[string, Changes, RegExp[]]>([
    [
      "no machine at all",
      {
        "infrastructure.cloud_nodes": "0",
        "infrastructure.endpoint_nodes": "0",
        "benchmark.resource_manager": "none",
      },
      [
        /cloud_nodes: expected at least one machine/,
        /endpoint_nodes: application image_classification needs/,
      ],
    ],
    [
      "middleIP twice",
      { "infrastructure.middleIP": "90" },
      [/middleIP_base: expected another number than middleIP, got 90/],
    ],
    [
      "an application that is not to be run",
      { "benchmark.resource_manager_only": "on" },
      [/application: expected none, since resource_manager_only is true/],
    ],
    [
      "no application",
      { "benchmark.application": undefined, "benchmark.frequency": undefined },
      [/application: missing, expected one of/],
    ],
    [
      "images under kubecontrol",
      { "benchmark.resource_manager": "kubecontrol" },
      [/application: .* does not run under .*"kubecontrol"/],
    ],
    [
      "images without endpoints",
      { "infrastructure.endpoint_nodes": "0" },
      [/endpoint_nodes: .*needs endpoint_nodes >= 1, got 0/],
    ],
    [
      "empty under kubernetes",
      empty,
      [/application empty needs resource_manager kubecontrol, got "kubernetes"/],
    ],
    [
      "empty under kube_kata",
      { ...empty, "benchmark.resource_manager": "kube_kata" },
      [/application empty needs resource_manager kubecontrol, got "kube_kata"/],
    ],
    [
      "empty_kata under kubecontrol",
      { ...empty, "benchmark.application": "empty_kata", "benchmark.resource_manager": "kubecontrol" },
      [/application empty_kata needs resource_manager kube_kata, got "kubecontrol"/],
    ],
    [
      "stress under kubernetes",
      { ...stress, "benchmark.application": "stress" },
      [/stress needs resource_manager kubecontrol or kube_kata/],
    ],
    [
      "mem_usage under mist",
      {
        ...edge,
        "benchmark.application": "mem_usage",
        "benchmark.resource_manager": "mist",
        "infrastructure.cloud_nodes": "0",
      },
      [/mem_usage needs resource_manager kubecontrol or kube_kata, got "mist"/],
    ],
    [
      "openfaas elsewhere",
      { ...edge, "execution_model.model": "openfaas", "benchmark.resource_manager": "kubeedge" },
      [/model: openfaas needs resource_manager kubernetes, got "kubeedge"/],
    ],
    [
      "openfaas with another application",
      { ...empty, "benchmark.resource_manager": "kubecontrol", "execution_model.model": "openfaas" },
      [
        /openfaas needs resource_manager kubernetes/,
        /openfaas needs application image_classification, got "empty"/,
      ],
    ],
    [
      "one cloud node",
      { "infrastructure.cloud_nodes": "1" },
      [/cloud_nodes: .*cloud_nodes >= 2 .* got 1 and 0/],
    ],
    [
      "edge nodes under kubernetes",
      { ...edge, "infrastructure.cloud_nodes": "3" },
      [/edge_nodes: .*edge_nodes = 0, got 3 and 2/],
    ],
    [
      "uneven endpoints",
      { "infrastructure.endpoint_nodes": "3" },
      [/endpoint_nodes: expected a multiple of the 2 workers, got 3/],
    ],
    [
      "kata-fc on overlayfs",
      {
        ...empty,
        "benchmark.application": "empty_kata",
        "benchmark.resource_manager": "kube_kata",
        "benchmark.runtime": "kata-fc",
        "benchmark.runtime_filesystem": "overlayfs",
      },
      [/runtime_filesystem: runtime kata-fc needs devmapper, got "overlayfs"/],
    ],
    [
      "kubeedge without edge",
      { "benchmark.resource_manager": "kubeedge" },
      [/kubeedge needs cloud_nodes = 1, edge_nodes >= 1, endpoint_nodes >= 0, got 3, 0, 4/],
    ],
    [
      "kubeedge with uneven endpoints",
      { ...edge, "benchmark.resource_manager": "kubeedge", "infrastructure.endpoint_nodes": "3" },
      [/endpoint_nodes: expected a multiple of the 2 workers, got 3/],
    ],
    [
      "mist with cloud nodes",
      { ...edge, "benchmark.resource_manager": "mist" },
      [/mist needs cloud_nodes = 0, edge_nodes >= 1, endpoint_nodes >= 1, got 1, 2, 4/],
    ],
    [
      "baremetal with two cloud nodes and another host",
      { "infrastructure.provider": "baremetal", "infrastructure.external_physical_machines": "a@b" },
      [
        /provider: provider baremetal needs cloud_nodes = 1/,
        /external_physical_machines: .*one machine only/,
      ],
    ],
  ])("%s", (_, changes, expected) => {
    const faults = faultsOf(cfg(imageBase, changes));
    for (const pattern of expected) expect(faults).toContainEqual(expect.stringMatching(pattern));
    expect(faults).toHaveLength(expected.length);
  });

  test.each<[string, Changes]>([
    [
      "stress under kube_kata",
      { ...stress, "benchmark.application": "stress", "benchmark.resource_manager": "kube_kata" },
    ],
    [
      "baremetal",
      {
        "infrastructure.provider": "baremetal",
        "infrastructure.cloud_nodes": "1",
        "benchmark.resource_manager": "none",
      },
    ],
    [
      "openfaas without an application",
      {
        "execution_model.model": "openfaas",
        "benchmark.resource_manager_only": "true",
        "benchmark.application": undefined,
        "benchmark.frequency": undefined,
      },
    ],
    ["any version of Kubernetes", { "benchmark.kube_version": "latest" }],
    ["no network emulation, whatever its options say", { "infrastructure.cloud_latency_avg": "-5 %" }],
  ])("%s is accepted", (_, changes) => {
    expect(() => parse(cfg(imageBase, changes))).not.toThrow();
  });
});

describe("what Continuum lets through and cannot run", () => {
  const kata: Changes = { "benchmark.resource_manager": "kube_kata" };
  const kataStress: Changes = { ...stress, ...kata, "benchmark.application": "stress" };

  test.each<[string, Changes, RegExp[]]>([
    ["images under kube_kata", kata, [/application: Continuum has no image_classification for kube_kata/]],
    [
      "cached images",
      { "benchmark.cache_worker": "true" },
      [/cache_worker: Continuum cannot cache image_classification/],
    ],
    [
      "cached images under openfaas",
      { "benchmark.cache_worker": "true", "execution_model.model": "openfaas" },
      [],
    ],
    [
      "stress as one pod of many containers",
      { ...kataStress, "benchmark.kube_deployment": "container" },
      [/kube_deployment: Continuum has stress for pod only, got "container"/],
    ],
    [
      "mem_usage as files",
      {
        ...empty,
        "benchmark.sleep_time": undefined,
        "benchmark.application": "mem_usage",
        "benchmark.resource_manager": "kubecontrol",
        "benchmark.kube_deployment": "file",
      },
      [/kube_deployment: Continuum has mem_usage for pod only, got "file"/],
    ],
    ["stress as one Job", { ...kataStress, "benchmark.kube_deployment": "pod" }, []],
    [
      "observability under kubeedge",
      { ...edge, "benchmark.resource_manager": "kubeedge", "benchmark.observability": "yes" },
      [/observability: installs nothing with resource_manager kubeedge: expected one of kubernetes, /],
    ],
    ["observability under kubernetes", { "benchmark.observability": "yes" }, []],
  ])("%s", (_, changes, expected) => {
    expect(warningsOf(cfg(imageBase, changes))).toEqual(
      expected.map((pattern) => expect.stringMatching(pattern) as unknown),
    );
  });
});

describe("requests and room", () => {
  const cpu = { "benchmark.application_worker_cpu": "0.9" };

  test("what does not fit can be diagnosed on a real cluster, and is a fault of a simulated one", () => {
    expect(warningsOf(cfg(localBase, cpu))).toEqual([
      "a.cfg:12: [benchmark] application_worker_cpu: 10 x 0.9 cores on one worker of 8 cores: pods stay Pending until others end, or for ever; request less",
    ]);
    expect(faultsOf(cfg(localBase, { ...cpu, "infrastructure.provider": "simulated" }))).toContainEqual(
      expect.stringContaining("10 x 0.9 cores on one worker of 8 cores"),
    );
    expect(warningsOf(cfg(localBase, { "benchmark.application_worker_memory": "2" }))).toEqual([
      expect.stringContaining("10 x 2000 Mi on one worker of 16384 Mi"),
    ]);
  });

  test("and a warning under Continuum's", () => {
    const changes = { "benchmark.application_worker_cpu": "999" };
    expect(warningsOf(cfg(imageBase, changes))).toEqual([
      expect.stringContaining("1 x 999 cores on one worker of 4 cores"),
    ]);
  });

  test("what fits exactly is accepted, in spite of binary fractions", () => {
    const changes = { "benchmark.application_worker_cpu": "0.1", "benchmark.applications_per_worker": "80" };
    expect(warningsOf(cfg(localBase, changes))).toEqual([]);
  });

  test("instances are spread; the containers of one pod are not", () => {
    const changes = { ...cpu, "columbo.instances": "16" };
    expect(warningsOf(cfg(localBase, changes))).toEqual([]);
    expect(warningsOf(cfg(localBase, { ...changes, "benchmark.kube_deployment": "container" }))).toEqual([
      expect.stringContaining("16 x 0.9 cores"),
    ]);
  });

  test("infinity, which Continuum lets through", () => {
    const changes = { "benchmark.application_endpoint_cpu": "inf" };
    expect(warningsOf(cfg(imageBase, changes))).toEqual([
      expect.stringContaining("application_endpoint_cpu: expected a finite number"),
    ]);
    expect(faultsOf(cfg(localBase, changes))).toHaveLength(1);
  });
});
