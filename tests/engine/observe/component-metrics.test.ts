import { expect, onTestFinished, test } from "vitest";
import { componentMetrics } from "../../../engine/observe/component-metrics.ts";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";
import { standInServer } from "../../support/api-server.ts";

test("a component that may not be read or does not answer is named, with the right that it takes", async () => {
  let reads = 0;
  const server = await standInServer((request, response) => {
    if (request.url === "/metrics") {
      reads += 1;
      response.end(`etcd_request_duration_seconds_count{operation="create",resource="pods"} ${reads * 5}\n`);
    } else {
      response.statusCode = 403;
      response.end("nodes is forbidden");
    }
  });
  onTestFinished(() => {
    server.close();
  });
  const node = "worker-0";
  const observer = componentMetrics({
    cluster: {
      kubernetes: "v1.34.4",
      namespace: "trial",
      identity: server.identity,
      nodes: [{ name: node, kind: "existing" }],
      endpoints: [
        { component: "kube-apiserver", url: server.url },
        { component: "kubelet", node, url: `${server.url}/api/v1/nodes/${node}/proxy` },
        { component: "kube-scheduler", url: "https://127.0.0.1:1" },
      ],
    },
  } as unknown as ObservedTrial);
  await observer.begin();
  const { metrics, unseen } = await observer.end();
  expect(metrics).toEqual([
    {
      component: "kube-apiserver",
      name: "etcd_request_duration_seconds_count",
      labels: { operation: "create", resource: "pods" },
      delta: 5,
    },
  ]);
  expect(unseen!.map(({ source }) => source)).toEqual([
    "metrics of kubelet worker-0",
    "metrics of kubelet worker-0 (/metrics/cadvisor)",
    "metrics of kubelet worker-0 (/metrics/probes)",
    "metrics of kubelet worker-0 (/metrics/resource)",
    "metrics of kube-scheduler",
  ]);
  expect(unseen![0]!.rights).toEqual([{ verb: "get", resource: "nodes/proxy", group: "" }]);
  expect(unseen![0]!.why).toContain("403: nodes is forbidden");
  expect(unseen!.at(-1)!.rights).toBeUndefined();
});
