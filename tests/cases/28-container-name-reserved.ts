import { clientLimits, type RecordedCase } from "./support/case.ts";
import { delayed } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const pods = 20;
/** runtimeRequestTimeout: the kubelet gives up on a request that goes on in the runtime. */
const timeout = 120;
const plan = planOfReport({
  kubernetes: "v1.19.2",
  nodes: { kind: "real", count: 1, cores: 8 },
  workload: { kind: "deployment", instances: pods },
  settings: lifted,
});

const base = simulateReport(plan);
const record = delayed(base.record, "container-created", (place) => timeout + 2 + 6 * place, 0.12);
const { startedAt, containers } = record.timeline;
const seconds = record.deploymentSeconds;

export const containerNameReserved: RecordedCase = {
  id: 28,
  title: "Containers take longer to create than the kubelet waits, on a disk that is throttled",
  source: "https://github.com/containerd/containerd/issues/4604",
  reported:
    "Creating a container outlasts the kubelet's 2 min; its next try finds the name taken. More IOPS mend it.",
  plan,
  model: base.model,
  record: {
    ...record,
    warnings: containers.flatMap(({ pod, points }) => {
      const asked = points["image-ready"]?.seconds ?? 0;
      const at = (after: number): number => startedAt + (asked + after) * 1000;
      return [
        { at: at(timeout), reason: "Failed", object: pod, message: "Error: context deadline exceeded" },
        {
          ...{ at: at(timeout + 2), reason: "Failed", object: pod },
          message: `Error: failed to reserve container name "app_${pod}_columbo_0": name "app_${pod}_columbo_0" is reserved for "9d2e"`,
        },
      ];
    }),
    usage: Array.from({ length: Math.ceil(seconds) }, (_, index) =>
      ["host", "worker-0"].map((of) => ({
        ...{
          at: startedAt + (index + 1) * 1000,
          of,
          cores: 0.9,
          memoryMiB: 4200,
          readMBps: 1.2,
          writtenMBps: 6.1,
        },
        pressure: { cpu: 2, memory: 0, io: 93 },
      })),
    ).flat(),
  },
  cause: "node/disk-saturated",
  suggests: [],
  refused: [...clientLimits, "node/cpu-saturated", "cni/slow", "kubelet/serial-image-pulls"],
};
