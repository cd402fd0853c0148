import { clientLimits, type RecordedCase } from "./support/case.ts";
import { delayed } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const pods = 135;
const atOnce = 12;
const rate = 0.1;
const plan = planOfReport({
  kubernetes: "v1.32.13",
  nodes: { kind: "real", count: 1, cores: 16 },
  maxPods: 250,
  workload: { kind: "deployment", instances: pods },
  settings: lifted,
});

const base = simulateReport(plan);
/** The plugin lets some through and turns the others away; the kubelet comes again. */
const lost = (place: number): number => Math.max(0, (place - atOnce) / rate);
const record = delayed(base.record, "sandbox-ready", lost, 0.08);
const { startedAt } = record.timeline;
const message =
  'Failed to create pod sandbox: rpc error: code = Unknown desc = failed to setup network for sandbox "5c1f": ' +
  'plugin type="cilium-cni" failed (add): unable to create endpoint: Cilium API client timeout exceeded: ' +
  "[PUT /endpoint/{id}][429] putEndpointIdTooManyRequests";

export const cniEndpointLimit: RecordedCase = {
  id: 26,
  title: "The network plugin turns most of 135 pods of one node away, again and again",
  source: "https://github.com/cilium/cilium/issues/45103",
  reported:
    "AKS, 16 vCPU, maxPods 250: about 12 pods start, about 123 get 429 from the plugin; 20 to 40 min.",
  plan,
  model: base.model,
  record: {
    ...record,
    warnings: record.timeline.containers.flatMap(({ pod, points }) => {
      const [from, to] = [points["sandbox-starting"]?.seconds ?? 0, points["sandbox-ready"]?.seconds ?? 0];
      const tries = Math.min(20, Math.floor((to - from) / 15));
      return Array.from({ length: tries }, (_, index) => ({
        ...{
          at: startedAt + (from + 3 + index * 15) * 1000,
          reason: "FailedCreatePodSandBox",
          object: pod,
          message,
        },
      }));
    }),
  },
  cause: "cni/rate-limit",
  suggests: [],
  refused: [...clientLimits, "kubelet/max-pods", "cni/slow", "node/cpu-saturated"],
};
