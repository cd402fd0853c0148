import { describe, expect, test } from "vitest";
import {
  expectedOf,
  manifestsOf,
  type DeploymentMethod,
  type PlannedWorkload,
} from "../../../experiments/index.ts";

const workload = (method: DeploymentMethod): PlannedWorkload => ({
  application: "empty",
  method,
  instances: 3,
  cpuCores: 0.05,
  memoryGB: 0.5,
  sleepSeconds: 60,
  client: "kubectl",
});
const labels = { "app.kubernetes.io/managed-by": "columbo", "columbo/trial": "t1" };
const container = (name: string) => ({
  name,
  image: "docker.io/columbo/empty:1",
  imagePullPolicy: "IfNotPresent",
  args: ["60"],
  resources: { requests: { cpu: "0.05", memory: "500Mi" } },
});
const job = (name: string, size: object, containers: object[]) => ({
  apiVersion: "batch/v1",
  kind: "Job",
  metadata: { name, labels },
  spec: {
    ...size,
    backoffLimit: 0,
    template: {
      metadata: { labels },
      spec: { restartPolicy: "Never", terminationGracePeriodSeconds: 0, containers },
    },
  },
});
const single = { parallelism: 1, completions: 1 };
const one = [container("app-1")];

describe("the four deployment methods", () => {
  test.each<[DeploymentMethod, object[], object]>([
    ["pod", [{ objects: [job("t1", { parallelism: 3 }, one)] }], { jobs: ["t1"], pods: 3, containers: 3 }],
    [
      "container",
      [{ objects: [job("t1", single, [container("app-1"), container("app-2"), container("app-3")])] }],
      { jobs: ["t1"], pods: 1, containers: 3 },
    ],
    [
      "file",
      [{ objects: [job("t1-1", single, one), job("t1-2", single, one), job("t1-3", single, one)] }],
      { jobs: ["t1-1", "t1-2", "t1-3"], pods: 3, containers: 3 },
    ],
    [
      "call",
      [
        { objects: [job("t1-1", single, one)] },
        { objects: [job("t1-2", single, one)] },
        { objects: [job("t1-3", single, one)] },
      ],
      { jobs: ["t1-1", "t1-2", "t1-3"], pods: 3, containers: 3 },
    ],
  ])("%s", (method, calls, expected) => {
    expect(manifestsOf(workload(method), { prefix: "t1" })).toEqual(calls);
    expect(expectedOf(workload(method), { prefix: "t1" })).toEqual(expected);
  });

  test("a warm-up has its own number of instances", () => {
    const options = { prefix: "warm", instances: 1 };
    expect(manifestsOf(workload("file"), options)[0]!.objects).toHaveLength(1);
    expect(manifestsOf(workload("pod"), options)[0]!.objects[0]!.spec.parallelism).toBe(1);
    expect(expectedOf(workload("call"), options)).toEqual({ jobs: ["warm-1"], pods: 1, containers: 1 });
  });

  test("an image that is on the workers is never pulled", () => {
    const [call] = manifestsOf({ ...workload("pod"), cacheWorker: true }, { prefix: "t1" });
    expect(call!.objects[0]!.spec.template.spec.containers[0]!.imagePullPolicy).toBe("Never");
  });

  const podOf = (...args: Parameters<typeof manifestsOf>) =>
    manifestsOf(...args)[0]!.objects[0]!.spec.template.spec;

  test("the workload's parameters of the configuration under test go into its pods", () => {
    const settings = [
      { parameter: "workload.automountServiceAccountToken", value: false },
      { parameter: "workload.imagePullPolicy", value: "Always" },
      { parameter: "kube-scheduler.parallelism", value: 4 },
    ];
    const pod = podOf({ ...workload("container"), cacheWorker: true }, { prefix: "t1", settings });
    expect(pod).toEqual({
      restartPolicy: "Never",
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      containers: ["app-1", "app-2", "app-3"].map((name) => ({
        ...container(name),
        imagePullPolicy: "Always",
      })),
    });
  });

  test("limits stand beside the requests, and what is not asked for is left out", () => {
    const limits = { cpuLimitCores: 0.5, memoryLimitGB: 1 };
    expect(podOf({ ...workload("pod"), ...limits }, { prefix: "t1" }).containers[0]!.resources).toEqual({
      requests: { cpu: "0.05", memory: "500Mi" },
      limits: { cpu: "0.5", memory: "1000Mi" },
    });
    const none = { ...workload("pod"), cpuCores: 0, memoryGB: 0 };
    expect(podOf(none, { prefix: "t1" }).containers[0]!.resources).toEqual({});
  });

  test("the image has the name under which the nodes find it", () => {
    const image = "127.0.0.1:5000/columbo/empty:1";
    expect(podOf(workload("pod"), { prefix: "t1", images: [image] }).containers[0]!.image).toBe(image);
    const foreign = { reference: "docker.io/library/busybox:stable", command: ["sh", "-c", "sleep 60"] };
    const {
      image: name,
      command,
      args,
    } = podOf({ ...workload("pod"), image: foreign }, { prefix: "t1" }).containers[0]!;
    expect([name, command, args]).toEqual([foreign.reference, foreign.command, undefined]);
  });

  test("memory is cut to whole Mi, as Continuum cuts it", () => {
    const [call] = manifestsOf({ ...workload("pod"), memoryGB: 0.0019 }, { prefix: "t1" });
    expect(call!.objects[0]!.spec.template.spec.containers[0]!.resources.requests?.memory).toBe("1Mi");
  });

  test.each(["", "Up", "-a", "a-", "a.b", "x".repeat(41)])("the prefix %j is refused", (prefix) => {
    expect(() => manifestsOf(workload("pod"), { prefix })).toThrow(RangeError);
  });

  test.each([0, 1.5, -1])("%d instances are refused", (instances) => {
    expect(() => manifestsOf(workload("pod"), { prefix: "t1", instances })).toThrow(RangeError);
  });
});

test("fewer pods at once than there are: the Job says how many must succeed", () => {
  const specOf = (value: number): unknown =>
    manifestsOf(workload("pod"), {
      prefix: "t1",
      settings: [{ parameter: "workload.Job.parallelism", value }],
    })[0]?.objects[0]?.spec;
  expect(specOf(2)).toMatchObject({ parallelism: 2, completions: 3 });
  // All at once are a work queue, as ever.
  expect(specOf(3)).not.toHaveProperty("completions");
  expect(specOf(9)).toMatchObject({ parallelism: 3 });
});

test("an empty setting takes a field away that the user's pod has", () => {
  const [call] = manifestsOf(
    { ...workload("pod"), pod: { spec: { nodeSelector: { disk: "fast" } } } },
    { prefix: "t1", settings: [{ parameter: "workload.nodeSelector", value: "" }] },
  );
  expect(call?.objects[0]?.spec.template.spec).not.toHaveProperty("nodeSelector");
});
