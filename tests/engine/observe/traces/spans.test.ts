import { expect, test } from "vitest";
import { apiServerStamps } from "../../../../engine/observe/traces/api-server-spans.ts";
import { kubeletStamps } from "../../../../engine/observe/traces/kubelet-spans.ts";
import type { Span } from "../../../../engine/observe/traces/span.ts";
import { spanTree } from "../../../../engine/observe/traces/span-tree.ts";

let made = 0;

/** A span from `start` to `end`; part of another one, or the root of a trace of its own. */
function span(
  name: string,
  [start, end]: readonly [number, number],
  attributes: Span["attributes"] = {},
  parent?: Span,
): Span {
  made += 1;
  return {
    trace: parent?.trace ?? `trace-${made}`,
    id: `span-${made}`,
    ...(parent === undefined ? {} : { parent: parent.id }),
    name,
    service: "",
    start,
    end,
    attributes,
  };
}

test("a creation's spans belong to the object that its key in etcd names", () => {
  const request = span("POST /api/v1/namespaces/{:namespace}/pods", [0, 9]);
  const create = span("Create", [2, 8], {}, request);
  const nested = span("Something between", [3, 7], {}, create);
  const etcd = span("Create etcd3", [4, 6], { key: "/registry/pods/trial/app-x7kqp" }, nested);
  const others = [
    span("Create etcd3", [1, 2], { key: "/registry/pods/other/app-x7kqp" }),
    span("Create etcd3", [1, 2], { key: "/registry/events/trial/app-x7kqp.18" }),
    { ...span("Create etcd3", [1, 2], { key: "/registry/pods/trial/app-aaaaa" }), failed: true as const },
  ];
  // What is above this one never arrived.
  const job = span("Create etcd3", [11, 12], { key: "/registry/jobs/trial/app" }, span("Create", [10, 13]));
  const spans = [etcd, nested, create, request, ...others, job];
  const stamps = apiServerStamps(spans, spanTree(spans), "trial");
  expect(stamps.map(({ point, job: ofJob, pod, at }) => [point, ofJob ?? pod, at])).toEqual([
    ["pod-admission", "app-x7kqp", 2],
    ["pod-persisting", "app-x7kqp", 4],
    ["job-persisting", "app", 11],
  ]);
});

const runtime = "runtime.v1.RuntimeService/";

function sync(pod: string, from: number): readonly Span[] {
  const root = span("syncPod", [from, from + 9], { "k8s.pod": `trial/${pod}` });
  return [
    root,
    span(`${runtime}RunPodSandbox`, [from + 1, from + 3], {}, root),
    span(`${runtime}CreateContainer`, [from + 4, from + 5], {}, root),
    span(`${runtime}StartContainer`, [from + 6, from + 7], {}, root),
  ];
}

test("a kubelet's calls of its runtime belong to the pod that is synced, the first time", () => {
  const spans = [...sync("one", 100), ...sync("one", 0), ...sync("two", 50), ...sync("stranger", 50)];
  const pods = [
    { name: "one", job: "app", containers: ["main"] },
    { name: "two", job: "app", containers: ["first", "second"] },
  ];
  const stamps = kubeletStamps(spans, spanTree(spans), pods, "trial");
  const found = stamps.map(({ point, pod, container, at }) => [point, pod, container, at]);
  expect(new Set(found)).toEqual(
    new Set([
      ["pod-syncing", "one", undefined, 0],
      ["sandbox-starting", "one", undefined, 1],
      ["sandbox-ready", "one", undefined, 3],
      ["container-created", "one", "main", 5],
      ["container-started", "one", "main", 7],
      // Which of its two containers a call is about, nobody says.
      ["pod-syncing", "two", undefined, 50],
      ["sandbox-starting", "two", undefined, 51],
      ["sandbox-ready", "two", undefined, 53],
    ]),
  );
});
