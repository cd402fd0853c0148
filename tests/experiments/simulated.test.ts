import { describe, expect, test } from "vitest";
import { parseExperiment, planOf, type Override } from "../../experiments/index.ts";
import { localBase } from "./support.ts";

function text(changes: Readonly<Record<string, readonly string[]>>): string {
  const sections = new Map(Object.entries(localBase).map(([name, values]) => [name, { ...values }]));
  sections.get("infrastructure")!["provider"] = "simulated";
  const written = [...sections].map(([name, values]) => [
    `[${name}]`,
    ...Object.entries(values).map(([key, value]) => `${key} = ${value}`),
    ...(changes[name] ?? []),
  ]);
  const more = Object.entries(changes)
    .filter(([name]) => !sections.has(name))
    .map(([name, lines]) => [`[${name}]`, ...lines]);
  return [...written, ...more].flat().join("\n");
}

const planned = (changes: Readonly<Record<string, readonly string[]>> = {}) =>
  planOf(parseExperiment(text(changes), "test.cfg").experiment);

describe("provider simulated", () => {
  test("simulates real nodes on machines of their own unless the file says otherwise", () => {
    const plan = planned();
    expect(plan.nodes.map(({ kind }) => kind)).toEqual(["real", "real"]);
    expect(plan.simulated).toEqual({
      controlCores: 8,
      nodeCores: 8,
      roundTripMs: { client: 0, node: 0 },
      webhookMs: 0,
      workError: 0,
      images: 1,
    });
  });

  test("takes round trips and rates from the emulated network, and sizes from [simulated]", () => {
    const plan = planned({
      infrastructure: ["network_emulation = true", "cloud_latency_avg = 4"],
      simulated: [
        "nodes = kwok:1, real:1",
        "control_cores = 2",
        "one_machine = yes",
        "client_round_trip_ms = 50",
      ],
    });
    expect(plan.simulated).toMatchObject({
      controlCores: 2,
      roundTripMs: { client: 50, node: 8 },
      nodeRateMBps: 125,
    });
    expect(plan.simulated).not.toHaveProperty("nodeCores");
  });

  test("what is simulated counts in the plan's hash", () => {
    const hashes = [[], ["webhook_ms = 20"], ["node_work = 0.3"], ["control_cores = 2"]].map(
      (lines) => planned({ simulated: lines }).hash,
    );
    expect(new Set(hashes).size).toBe(4);
  });

  test.each([
    ["nodes = hollow", "expected kwok or real with provider simulated, got hollow"],
    ["pod_start_min_ms = 900", "expected at least pod_start_min_ms, which is 900, got 600"],
    ["control_cores = none", 'expected a number >= 0.1, got "none"'],
    ["webhok_ms = 3", 'unknown option "webhok_ms", did you mean "webhook_ms"?'],
  ])("refuses %s", (line, sentence) => {
    expect(() => planned({ simulated: [line] })).toThrow(sentence);
  });
});

describe("[columbo] workload", () => {
  test("names the kind of the pods' owner", () => {
    expect(planned({ columbo: ["workload = statefulset"] }).workload.kind).toBe("statefulset");
    expect(planned().workload).not.toHaveProperty("kind");
  });

  test("has one pod on each worker with a daemonset, and says so", () => {
    const asks = (...lines: readonly string[]) => ({ columbo: ["workload = daemonset", ...lines] });
    const one = text(asks()).replace(/applications_per_worker = \d+/, "applications_per_worker = 1");
    const plan = planOf(parseExperiment(one, "test.cfg").experiment);
    expect(plan.workload).toMatchObject({ kind: "daemonset", instances: plan.nodes.length });
    expect(() => planned(asks("instances = 7"))).toThrow("expected applications_per_worker = 1");
  });

  test("is for simulated clusters, and for pods that one object owns", () => {
    const local = text({ columbo: ["workload = deployment"] }).replace("= simulated", "= local");
    expect(() => parseExperiment(local, "test.cfg")).toThrow(
      "[columbo] workload: expected job with provider local, got deployment",
    );
    expect(() =>
      planned({ benchmark: ["kube_deployment = file"], columbo: ["workload = daemonset"] }),
    ).toThrow("expected kube_deployment = pod with a daemonset, got file");
  });
});

describe("values from the command line", () => {
  const set = (key: string, value: string): Override => ({
    section: "kubernetes",
    key,
    value,
    option: "--set",
  });
  const parsed = (...overrides: readonly Override[]) =>
    parseExperiment(
      text({ kubernetes: ["kube-controller-manager.kube-api-qps = 30"] }),
      "test.cfg",
      "/home",
      undefined,
      overrides,
    ).experiment;

  test("stand in the place of the file's own", () => {
    expect(parsed(set("Kube-Controller-Manager.kube-api-QPS", "200")).settings).toEqual([
      { parameter: "kube-controller-manager.kube-api-qps", value: 200 },
    ]);
    expect(parsed().settings).toEqual([{ parameter: "kube-controller-manager.kube-api-qps", value: 30 }]);
  });

  test("are refused in the words of the file, with the option as their place", () => {
    expect(() => parsed(set("kube-controller-manager.kube-api-qps", "fast"))).toThrow(
      /^--set: kube-controller-manager\.kube-api-qps: expected a number.*, got "fast"$/,
    );
    expect(() => parsed(set("kube-controller-manager.kube-api-qpss", "1"))).toThrow(
      /^--set: .*did you mean "kube-controller-manager\.kube-api-qps"\?$/,
    );
  });
});
