import type { FactKind } from "./fact-kind.ts";

const steps = [
  ["sync", "a pod's delivery until its worker of the kubelet begins"],
  ["cgroup", "that until the pod's control group and folders are there"],
  ["volumes", "the wait for a pod's volumes"],
  ["sandbox", "making a pod's sandbox: shim, network, pause container"],
  ["image", "looking an image up, or pulling it"],
  ["create", "creating a container"],
  ["start", "starting a container"],
] as const;

/** What shows how nodes with a kubelet start pods. On kwok nodes there is nothing to see of that. */
export const kubeletFacts: readonly FactKind[] = [
  { id: "nodes.kubelet-pods", unit: "pods", meaning: "pods that ran on nodes with a kubelet" },
  {
    id: "nodes.congested-seconds",
    unit: "s",
    meaning:
      "time in which some pod waited for its node: its start lasted three times as long as an unloaded one, and 1 s longer",
  },
  {
    id: "nodes.most-starting",
    unit: "pods",
    meaning: "the most pods at once that were on a node with a kubelet and did not run yet",
  },
  ...steps.map(([id, meaning]): FactKind => ({
    id: `kubelet.${id}-p50-seconds`,
    unit: "s",
    meaning: `median of ${meaning}`,
  })),
  {
    id: "volume-wait.pods",
    unit: "pods",
    meaning: "pods that waited for their volumes for a turn of the kubelet's look or longer",
  },
  {
    id: "volume-wait.grid-share",
    unit: "share",
    meaning: "the part of all pods that waited for a multiple of the 300 ms at which the kubelet looks",
  },
  {
    id: "volume-wait.seconds",
    unit: "s",
    meaning: "such a wait on the last pod's way, without the time in which its node or the machine was busy",
  },
  { id: "volume-wait.share", unit: "share", meaning: "volume-wait.seconds by deployment.seconds" },
  {
    id: "node.cores",
    unit: "cores",
    meaning: "cores that the nodes used, with all that runs on them, on average over the deployment",
  },
  {
    id: "node.cores-share",
    unit: "share",
    meaning: "the nodes' part of all processor use while the machine was saturated",
  },
  {
    id: "node.seconds-per-pod",
    unit: "s",
    meaning:
      "processor time that nodes with a kubelet used per pod, with runtime, sandbox and the application's start",
  },
];
