import type { Parameter } from "../../parameter.ts";
import { comparedGates } from "../../versions.ts";
import { asGate } from "../place.ts";

const features = "kubernetes v1.34.4 pkg/features/kube_features.go";

/** Gates that change what a kubelet waits for. */
export const kubeletGates: readonly Parameter[] = [
  {
    ...asGate("kubelet", "EventedPLEG"),
    title:
      "whether the runtime tells the kubelet of a container's start, instead of being asked every second",
    type: "boolean",
    unit: "",
    defaults: [{ since: "1.29", value: false }],
    stages: ["S6"],
    mechanism: { kind: "polling-period", poll: "kubelet-pleg" },
    formula: "on: that a container runs is reported about 0.5 s earlier; no start waits for it",
    goesWith: [],
    risk: "alpha; the runtime must send events (containerd from 1.7 on)",
    source: `${features}:1277, pkg/kubelet/kubelet.go:206-211; ${comparedGates}`,
  },
  {
    ...asGate("kubelet", "InPlacePodVerticalScaling"),
    title:
      "whether a running pod's resources can be changed, for which the kubelet keeps a record of each pod",
    type: "boolean",
    unit: "",
    defaults: [
      { since: "1.29", value: false },
      { since: "1.33", value: true },
    ],
    until: "1.35",
    stages: ["S5", "S6"],
    mechanism: { kind: "serial-loop", loop: "kubelet-checkpoint" },
    formula:
      "on: a pod's admission and each container's creation write a record of all pods of the node to the disk under a lock: 2 n fsyncs one after the other",
    goesWith: [],
    risk: "off: a running pod's resources cannot be changed; the API server has the gate as well",
    source: `${features}:1333, pkg/kubelet/allocation/allocation_manager.go:555, pkg/kubelet/util/store/filestore.go:139; ${comparedGates}`,
  },
];
