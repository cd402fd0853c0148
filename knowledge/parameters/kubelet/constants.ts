import type { Constant } from "../../parameter.ts";
import { verifiedSource } from "../../versions.ts";

const volumeManager = "kubernetes v1.34.4 pkg/kubelet/volumemanager/volume_manager.go";

/** Bounds of the kubelet that are compiled in. */
export const kubeletConstants: readonly Constant[] = [
  {
    id: "kubelet.podAttachAndMountRetryInterval",
    component: "kubelet",
    title: "time between two looks whether a pod's volumes are mounted",
    value: 0.3,
    unit: "s",
    stages: ["S5"],
    mechanism: { kind: "polling-period", poll: "kubelet-volume-wait" },
    formula:
      "a pod with a volume waits ceil(mount time / 0.3 s) x 0.3 s, so 0.3 s at least; one without waits 0",
    source: verifiedSource(`${volumeManager}:80,431`),
  },
  {
    id: "kubelet.desiredStateOfWorldPopulatorLoopSleepPeriod",
    component: "kubelet",
    title: "time between two looks for new pods whose volumes are to be mounted",
    value: 0.1,
    unit: "s",
    stages: ["S5"],
    mechanism: { kind: "polling-period", poll: "kubelet-volume-populator" },
    formula: "a volume becomes known within 0.1 s; all pods one after the other",
    source: verifiedSource(`${volumeManager}:65`),
  },
  {
    id: "kubelet.reconcilerLoopSleepPeriod",
    component: "kubelet",
    title: "time between two looks for volumes that are to be mounted",
    value: 0.1,
    unit: "s",
    stages: ["S5"],
    mechanism: { kind: "polling-period", poll: "kubelet-volume-reconciler" },
    formula: "a volume is checked in one turn and mounted in a later one: within 0.2 s",
    source: verifiedSource(`${volumeManager}:61`),
  },
  {
    id: "kubelet.genericPlegRelistPeriod",
    component: "kubelet",
    title: "time between two looks at what runs on the node",
    value: 1,
    unit: "s",
    stages: ["S6"],
    mechanism: { kind: "polling-period", poll: "kubelet-pleg" },
    formula:
      "that a container runs is noticed 0.5 s later on average; no start waits for it, only its report does",
    source: verifiedSource("kubernetes v1.34.4 pkg/kubelet/kubelet.go:206"),
  },
  {
    id: "kubelet.statusManager",
    component: "kubelet",
    title: "pods whose status a node writes at the same time",
    value: 1,
    unit: "pods",
    stages: ["S6"],
    mechanism: { kind: "serial-loop", loop: "kubelet-status" },
    formula: "each status is a read and a write, one after the other: n pods take n x both",
    source: verifiedSource("kubernetes v1.34.4 pkg/kubelet/status/status_manager.go:250-260"),
  },
];
