import { expect, it } from "vitest";
import { eventStormFacts } from "../../../../engine/diagnose/facts/event-storm.ts";
import { kubeProxyFacts } from "../../../../engine/diagnose/facts/kube-proxy.ts";
import { viewOf } from "../../../../engine/diagnose/trial-view.ts";
import type { MetricDelta } from "../../../../engine/trial/record.ts";
import { syntheticPlan, syntheticTrial } from "../../../support/synthetic-trial.ts";

const view = (metrics: readonly MetricDelta[]) =>
  viewOf({ ...syntheticTrial(), metrics }, { plan: syntheticPlan, noiseSeconds: 0.1 });

const server = (name: string, labels: Readonly<Record<string, string>>, delta: number): MetricDelta => ({
  ...{ component: "kube-apiserver", name: `apiserver_${name}`, labels, delta },
});

it("adds up what kubelets wait for seats, and are turned away, on a pod's way", () => {
  const level = { priority_level: "system" };
  const facts = eventStormFacts(
    view([
      server("request_total", { resource: "events", verb: "POST" }, 900),
      server("request_total", { resource: "pods", verb: "POST" }, 300),
      server("flowcontrol_request_wait_duration_seconds_sum", level, 500),
      server("flowcontrol_request_wait_duration_seconds_count", level, 1000),
      server("flowcontrol_rejected_requests_total", level, 250),
    ]),
  );
  expect(facts["events.share"]).toMatchObject({ value: 0.75 });
  expect(facts["events.wait-mean-seconds"]).toMatchObject({ value: 0.5 });
  // Four requests, each of which waits half a second, and of which one in five comes again after a second.
  expect(facts["events.delay-seconds"]).toMatchObject({ value: 4 * (0.5 + 0.2) });
});

it("knows nothing of events without the server's metrics, and that there is no delay without requests", () => {
  expect(eventStormFacts(view([]))["events.share"]).toEqual({
    missing: "no metrics of kube-apiserver were read",
  });
  const quiet = eventStormFacts(view([server("other", {}, 1)]));
  expect(quiet["events.delay-seconds"]).toMatchObject({ value: 0 });
});

it("takes the mean over all nodes' kube-proxies, and 0 where none was read", () => {
  const proxy = (name: string, delta: number): MetricDelta => ({
    ...{ component: "kube-proxy", node: "n", name: `kubeproxy_${name}`, labels: {}, delta },
  });
  const facts = kubeProxyFacts(
    view([
      proxy("network_programming_duration_seconds_sum", 80),
      proxy("network_programming_duration_seconds_count", 4),
    ]),
  );
  expect(facts["kube-proxy.programming-mean-seconds"]).toMatchObject({ value: 20 });
  expect(kubeProxyFacts(view([]))["kube-proxy.programming-mean-seconds"]).toMatchObject({ value: 0 });
});
