import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExperimentError, faultLine, loadExperiment, manifestsOf, planOf } from "../../experiments/index.ts";
import { cfg, localBase } from "./support.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-pod-"));
});

afterAll(() => rm(folder, { recursive: true }));

const real = { "local.nodes": "real", "columbo.pod": "pod.yaml" };

async function planWith(pod: string, changes: Readonly<Record<string, string | undefined>> = {}) {
  await writeFile(join(folder, "pod.yaml"), pod);
  await writeFile(join(folder, "a.cfg"), cfg(localBase, { ...real, ...changes }));
  return planOf((await loadExperiment(join(folder, "a.cfg"))).experiment);
}

async function faultsOf(pod: string, changes: Readonly<Record<string, string | undefined>> = {}) {
  const refusal = await planWith(pod, changes).catch((error: unknown) => error);
  if (!(refusal instanceof ExperimentError)) throw new Error("expected a refusal");
  return refusal.faults.map((fault) => faultLine(fault).replaceAll(`${folder}/`, ""));
}

const probed = `metadata:
  labels: { tier: web }
  annotations: { note: "1" }
spec:
  securityContext: { fsGroup: 2000 }
  containers:
    - readinessProbe:
        exec: { command: [/probe] }
        initialDelaySeconds: 30
      resources:
        limits: { cpu: 0.5 }
      volumeMounts: [{ name: data, mountPath: /data }]
  volumes: [{ name: data, emptyDir: {} }]
`;

test.each(["pod", "container", "file", "call"])("is merged over the pods of method %s", async (method) => {
  const plan = await planWith(probed, {
    "benchmark.kube_deployment": method,
    "columbo.instances": "3",
    "columbo.start_cpu_seconds": "0.5",
  });
  const jobs = manifestsOf(plan.workload, { prefix: "t1", settings: plan.settings }).flatMap(
    ({ objects }) => objects,
  );
  expect(jobs).not.toHaveLength(0);
  for (const { metadata, spec } of jobs.map((job) => job.spec.template)) {
    expect(metadata).toMatchObject({
      labels: { "columbo/trial": "t1", tier: "web" },
      annotations: { note: "1" },
    });
    expect(spec).toMatchObject({
      restartPolicy: "Never",
      securityContext: { fsGroup: 2000 },
      volumes: [{ name: "data", emptyDir: {} }],
    });
    expect(spec.containers).toHaveLength(method === "container" ? 3 : 1);
    for (const container of spec.containers)
      expect(container).toMatchObject({
        args: ["60", "0.5", "0"],
        readinessProbe: { exec: { command: ["/probe"] }, initialDelaySeconds: 30 },
        resources: { requests: { cpu: "0.05" }, limits: { cpu: "0.5" } },
        volumeMounts: [{ name: "data", mountPath: "/data" }],
      });
  }
});

test("fields that are parameters are the configuration at the start, and may be set otherwise", async () => {
  const plan = await planWith(probed, { "kubernetes.workload.readinessProbe.periodSeconds": "2" });
  expect(plan.settings).toEqual([
    { parameter: "workload.readinessProbe.initialDelaySeconds", value: 30 },
    { parameter: "workload.readinessProbe.periodSeconds", value: 2 },
    { parameter: "workload.resources.limits.cpu", value: "0.5" },
  ]);
  const other = await planWith(probed.replace("tier: web", "tier: batch"));
  expect(other.hash).not.toBe((await planWith(probed)).hash);
  const changed = [
    { parameter: "workload.readinessProbe.initialDelaySeconds", value: 0 },
    { parameter: "workload.resources.limits.cpu", value: "" },
    { parameter: "workload.topologySpreadConstraints", value: '[{"maxSkew":1}]' },
  ];
  const [call] = manifestsOf(plan.workload, { prefix: "t1", settings: changed });
  const { containers, ...spec } = call!.objects[0]!.spec.template.spec;
  expect(spec).toMatchObject({ topologySpreadConstraints: [{ maxSkew: 1 }] });
  expect(containers[0]).toMatchObject({ readinessProbe: { initialDelaySeconds: 0 } });
  expect(containers[0]!.resources.limits).toEqual({});
});

test("limits of [columbo] are the configuration at the start too", async () => {
  const plan = await planWith("spec: {}", { "columbo.cpu_limit": "0.05", "columbo.memory_limit": "0.2" });
  expect(plan.settings).toEqual([
    { parameter: "workload.resources.limits.cpu", value: "0.05" },
    { parameter: "workload.resources.limits.memory", value: "200Mi" },
  ]);
});

describe("what would break the trial is refused", () => {
  test.each([
    ["spec:\n  restartPolicy: Always\n", /^pod\.yaml:2:3: restartPolicy has no place here: /],
    [
      "spec:\n  containers:\n    - name: web\n",
      /^pod\.yaml:3:7: name has no place here: .* has a name of its own/,
    ],
    ["spec:\n  containers:\n    - image: nginx\n", /^pod\.yaml:3:7: image has no place here: cache_worker/],
    [
      "spec:\n  containers:\n    - env: []\n    - env: []\n",
      /^pod\.yaml:4:7: expected one entry, .*, found 2$/,
    ],
    ["spec:\n  containers: {}\n", /^pod\.yaml:2:15: expected a list with one entry, .*, found a map$/],
    ["metadata:\n  name: web\n", /^pod\.yaml:2:3: unknown key "name", expected labels or annotations$/],
    ["metadata:\n  labels:\n    columbo/trial: x\n", /^pod\.yaml:3:5: columbo\/trial is Columbo's/],
    [
      "metadata:\n  labels: { tier: 1 }\n",
      /^pod\.yaml:2:19: expected a text, in quotes where needed, found 1$/,
    ],
    ["metadat: {}\n", /^pod\.yaml:1:1: unknown key "metadat"; did you mean metadata\?$/],
    ["- a\n", /^pod\.yaml:1:1: expected a map with metadata, spec or both, found a list$/],
    ["spec: [\n", /^pod\.yaml:\d+:\d+: /],
    [
      "spec:\n  containers:\n    - readinessProbe: { periodSeconds: 0 }\n",
      /^pod\.yaml:3:40: workload\.readinessProbe\.periodSeconds: expected a whole number from 1 to 3600 \(s\), found 0$/,
    ],
  ])("%j", async (pod, fault) => {
    expect(await faultsOf(pod)).toEqual([expect.stringMatching(fault)]);
  });

  test("options that mean nothing where they stand", async () => {
    expect(await faultsOf("spec: {}", { "columbo.pod": "none.yaml" })).toEqual([
      expect.stringMatching(
        /^a\.cfg:\d+: \[columbo\] pod: expected a YAML file .* "none\.yaml" .* is not there/,
      ),
    ]);
    expect(await faultsOf("spec: {}", { "kubernetes.workload.readinessProbe.periodSeconds": "1" })).toEqual([
      expect.stringMatching(/has no effect: expected a readinessProbe/),
    ]);
    expect(await faultsOf("spec: {}", { "local.nodes": "kwok", "columbo.start_memory_mb": "10" })).toEqual([
      expect.stringMatching(
        /start_memory_mb: expected none with provider local: no application runs on kwok/,
      ),
    ]);
    expect(await faultsOf("spec: {}", { "local.images": "3", "benchmark.kube_deployment": "pod" })).toEqual([
      expect.stringMatching(/images: expected kube_deployment = file, call or container with 3 images/),
    ]);
    expect(
      await faultsOf("spec: {}", { "infrastructure.provider": "simulated", "local.nodes": undefined }),
    ).toEqual([expect.stringMatching(/pod: expected none with provider simulated/)]);
  });
});

test("images are taken in turn", async () => {
  const images = ["a:1", "b:1"];
  const imagesOf = async (method: string) => {
    const { workload } = await planWith("spec: {}", {
      "benchmark.kube_deployment": method,
      "columbo.instances": "3",
    });
    return manifestsOf(workload, { prefix: "t1", images })
      .flatMap(({ objects }) => objects)
      .flatMap(({ spec }) => spec.template.spec.containers.map(({ image }) => image));
  };
  expect(await imagesOf("file")).toEqual(["a:1", "b:1", "a:1"]);
  expect(await imagesOf("call")).toEqual(["a:1", "b:1", "a:1"]);
  expect(await imagesOf("container")).toEqual(["a:1", "b:1", "a:1"]);
});
