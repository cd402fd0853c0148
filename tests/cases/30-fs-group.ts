import { clientLimits, type RecordedCase } from "./support/case.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";
import { delayed } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";

const chown = 8 * 60;
const plan = planOfReport({
  kubernetes: "v1.34.4",
  nodes: { kind: "real", count: 1, cores: 8 },
  workload: { instances: 1 },
  settings: lifted,
});
const withGroup = {
  ...plan,
  workload: { ...plan.workload, pod: { spec: { securityContext: { fsGroup: 1000 } } } },
} as typeof plan;

const base = simulateReport(withGroup);
const [container] = base.record.timeline.containers;
const pod = container?.pod ?? "";
const begun = base.record.timeline.startedAt + (container?.points["cgroup-created"]?.seconds ?? 0) * 1000;
const { record } = base;

export const fsGroup: RecordedCase = {
  id: 30,
  title: "A volume with a kernel's source tree is given to the pod's group, file by file, at each start",
  source: "https://github.com/google/syzkaller/pull/7683",
  reported: "7 to 10 min for each start; with fsGroupChangePolicy OnRootMismatch it is gone.",
  plan: withGroup,
  model: base.model,
  record: {
    ...delayed(record, "volumes-mounted", () => chown, 0.1),
    ownershipChanges: [{ pod, volume: "source", startedAt: begun + 5, finishedAt: begun + chown * 1000 }],
    warnings: [
      {
        at: begun + 30_000,
        reason: "VolumePermissionChangeInProgress",
        object: pod,
        message: "Setting volume ownership for source, processed 1203 files.",
      },
    ],
  },
  cause: "volume/ownership-change",
  suggests: ["workload.securityContext.fsGroupChangePolicy"],
  refused: [...clientLimits, "kubelet/volume-wait", "node/disk-saturated"],
};
