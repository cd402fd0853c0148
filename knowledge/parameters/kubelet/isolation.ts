import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { asKubeletField } from "./field.ts";

const since = OLDEST_VERIFIED;
const inDefaults = (lines: string, more = ""): string =>
  verifiedSource(`kubernetes v1.34.4 pkg/kubelet/apis/config/v1beta1/defaults.go:${lines}${more}`);

/** How a kubelet keeps pods apart from each other, and what that costs each start. */
export const kubeletIsolation: readonly Parameter[] = [
  {
    ...asKubeletField("podPidsLimit"),
    title: "processes that a pod may have; -1 = as many as the node",
    type: "integer",
    unit: "processes",
    defaults: [{ since, value: -1 }],
    range: { min: -1, max: 4_194_304 },
    stages: ["S5", "S6"],
    mechanism: { kind: "capacity", of: "pod-processes" },
    formula: "a process beyond it is not started; setting it costs one write more per control group",
    goesWith: [],
    risk: "a low limit makes containers fail at their start",
    source: inDefaults("199"),
  },
  {
    ...asKubeletField("cpuManagerPolicy"),
    title: "whether containers of whole cores get cores of their own",
    type: "string",
    unit: "",
    defaults: [{ since, value: "none" }],
    choices: ["none", "static"],
    stages: ["S5", "S6"],
    mechanism: { kind: "serial-loop", loop: "kubelet-cpu-manager" },
    formula: "static: each container writes a checkpoint under a lock, so n containers wait for n writes",
    goesWith: [],
    risk: "static needs reserved cores and a node without pods, or the kubelet does not start",
    notHere: "a kubelet takes another policy only on a node without pods, with its old state file removed",
    source: inDefaults("173"),
  },
  {
    ...asKubeletField("topologyManagerPolicy"),
    title: "whether a pod's cores, memory and devices must be near each other",
    type: "string",
    unit: "",
    defaults: [{ since, value: "none" }],
    choices: ["none", "best-effort", "restricted", "single-numa-node"],
    stages: ["S5"],
    mechanism: { kind: "added-work", of: "kubelet-admission" },
    formula:
      "other than none: a pod's admission tries every combination of NUMA nodes, one pod after the other",
    goesWith: [],
    risk: "restricted and single-numa-node refuse pods that do not fit",
    source: inDefaults("183"),
  },
  {
    ...asKubeletField("cpuCFSQuota"),
    title: "whether limits of cores are enforced",
    type: "boolean",
    unit: "",
    defaults: [{ since, value: true }],
    stages: ["S6"],
    mechanism: { kind: "added-work", of: "container-throttling" },
    formula: "a container that needs w core seconds to start takes at least w / limit with it on",
    goesWith: [],
    risk: "off: a container may take what others need",
    source: inDefaults("206"),
  },
  {
    ...asKubeletField("cgroupsPerQOS"),
    title: "whether pods are kept below one control group per class of service",
    type: "boolean",
    unit: "",
    defaults: [{ since, value: true }],
    stages: ["S5"],
    mechanism: { kind: "serial-loop", loop: "kubelet-qos-cgroups" },
    formula:
      "each new pod writes 3 control groups anew under one lock: n pods take n x (3 writes + a look at all pods)",
    goesWith: [],
    risk: "false gives up the classes of service, and needs enforceNodeAllocatable = none beside it",
    notHere: "a kubelet does not start with false unless enforceNodeAllocatable is none, which is a list",
    source: inDefaults("167,273", ", pkg/kubelet/cm/qos_container_manager_linux.go:313"),
  },
  {
    ...asKubeletField("cgroupDriver"),
    title: "who writes control groups: the kubelet itself, or systemd",
    type: "string",
    unit: "",
    defaults: [{ since, value: "cgroupfs" }],
    choices: ["cgroupfs", "systemd"],
    stages: ["S5", "S6"],
    mechanism: { kind: "serial-loop", loop: "systemd-calls" },
    formula:
      "systemd: each control group is a call over D-Bus to one thread, so the pods of a node wait for each other",
    goesWith: [],
    risk: "it must be the runtime's too, or no pod starts; kubeadm sets systemd",
    notHere: "kubelet and runtime must change it together, on a node without pods",
    source: inDefaults("170"),
  },
];
