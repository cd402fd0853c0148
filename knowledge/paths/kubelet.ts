import type { PathPart, FlowStep } from "./path.ts";
import { limit, product, smallest, value, type Quantity } from "./quantity.ts";

/**
 * How a pod's work on its node divides among the steps of its start, and what comes after it (the look at what runs,
 * statuses, events). By the unloaded times of a pod on two cores: a sandbox takes 81 to 111 ms, a container's creation
 * and start 44 to 70 ms, the rest is an estimate.
 */
export const kubeletWorkShares = { sync: 0.05, sandbox: 0.5, container: 0.35, report: 0.1 } as const;

const work = (share: keyof typeof kubeletWorkShares): Quantity =>
  product(kubeletWorkShares[share], value("work.kubelet"));
const step = (share: "sync" | "sandbox" | "container"): FlowStep => ({
  do: "step",
  program: "kubelet",
  seconds: value(`time.${share}`),
  coreSeconds: work(share),
});
const poll = limit("kubelet.podAttachAndMountRetryInterval");
/** A status is a read and a write, both of which take a token. */
const tokens: readonly FlowStep[] = [
  { do: "token", bucket: "kubelet", to: "pod-get" },
  { do: "token", bucket: "kubelet", to: "pod-status" },
];

/**
 * Nodes with a kubelet (kubernetes v1.34.4 pkg/kubelet): every pod has a worker of its own, and the runtime is asked
 * for all of them at once, so that only the processor bounds how many start; a pod with a volume waits for its poll;
 * statuses are written one after the other, each with a read and a write that both take a token of the kubelet's
 * client. The containers of a pod start one after the other.
 */
export const kubelet: PathPart = {
  hosts: { node: { per: "node", cores: value("nodeCores"), elseOn: "machine" } },
  programs: {
    // Dozens of short-lived programs that compete, but wait for disks and locks between: an estimate.
    kubelet: { host: "node", threads: value("kubeletThreads") },
  },
  buckets: {
    kubelet: { per: "node", rate: limit("kubelet.kubeAPIQPS"), burst: limit("kubelet.kubeAPIBurst") },
  },
  pools: { "kubelet-status": { per: "node", workers: limit("kubelet.statusManager") } },
  flows: {
    "start-on-kubelet": {
      of: "pod",
      steps: [
        { do: "wait", seconds: value("time.nodeDelivery"), spread: "even" },
        { do: "mark", point: "pod-delivered" },
        { do: "start", flow: "first-status" },
        step("sync"),
        { do: "mark", point: "cgroup-created" },
        {
          do: "given",
          holds: smallest(value("time.mount"), limit("workload.automountServiceAccountToken")),
          // The kubelet looks at once and then again and again; a token for the API is asked for meanwhile.
          steps: [
            {
              do: "poll",
              period: poll,
              steps: [
                { do: "token", bucket: "kubelet", to: "token-create" },
                { do: "wait", seconds: value("time.mount") },
              ],
            },
          ],
        },
        { do: "mark", point: "volumes-mounted" },
        { do: "mark", point: "sandbox-starting" },
        step("sandbox"),
        { do: "mark", point: "sandbox-ready" },
        {
          do: "each",
          child: "container",
          steps: [step("container"), { do: "mark", point: "container-running" }],
        },
        { do: "start", flow: "report-running" },
        { do: "finish" },
      ],
    },
    "first-status": {
      of: "pod",
      steps: [
        {
          do: "hold",
          pool: "kubelet-status",
          // The API server's work for a pod is counted with its last status.
          steps: [...tokens, { do: "wait", seconds: value("time.podStatus") }],
        },
      ],
    },
    "report-running": {
      of: "pod",
      steps: [
        { do: "wait", seconds: 0, spread: { upTo: limit("kubelet.genericPlegRelistPeriod") } },
        { do: "work", program: "kubelet", coreSeconds: work("report"), aside: true },
        { do: "hold", pool: "kubelet-status", steps: [...tokens, { do: "call", flow: "pod-status" }] },
        { do: "wait", seconds: value("time.statusDelivery"), spread: "even" },
        { do: "work", program: "observer", coreSeconds: value("work.observer"), aside: true },
        { do: "call", flow: "pod-changed" },
      ],
    },
  },
};
