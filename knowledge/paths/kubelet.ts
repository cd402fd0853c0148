import { fetchImage } from "./images.ts";
import type { PathPart, FlowStep } from "./path.ts";
import { less, limit, product, smallest, sum, value, type Quantity } from "./quantity.ts";

/**
 * How a pod's work on its node divides among the steps of its start, and what comes after it (the look at what runs,
 * statuses, events). By the unloaded times of a pod on two cores: a sandbox takes 81 to 111 ms, a container's creation
 * and start 44 to 70 ms, the rest is an estimate.
 */
export const kubeletWorkShares = { sync: 0.05, sandbox: 0.5, container: 0.35, report: 0.1 } as const;

const work = (share: keyof typeof kubeletWorkShares): Quantity =>
  product(kubeletWorkShares[share], value("work.kubelet"));
/** A part of a share of the start. */
const step = (share: "sync" | "sandbox" | "container", part: number, apart: Quantity = 0): FlowStep => ({
  do: "step",
  program: "kubelet",
  seconds: less(product(part, value(`time.${share}`)), apart),
  coreSeconds: product(part, work(share)),
});
/**
 * Unloaded, a pod's worker begins after half of the time until its cgroup is there (2.9 ms each), and a container is
 * created after a quarter of the time until it runs (5 to 9 ms until the creation, 6 to 13 for it, 38 to 57 for the start).
 */
const [untilSyncing, untilCreated] = [0.5, 0.25];
const poll = limit("kubelet.podAttachAndMountRetryInterval");
const roundTrip = value("time.nodeRoundTrip");
/** The start of a pod makes its node's other starts slower; what has to be taken in turn is part of its sandbox. */
const serial = value("time.nodeSerial");

/** A status is a read and a write, both of which take a token. */
const tokens: readonly FlowStep[] = [
  { do: "token", bucket: "kubelet", to: "pod-get" },
  { do: "token", bucket: "kubelet", to: "pod-status" },
];

const podStart: readonly FlowStep[] = [
  step("sync", untilSyncing),
  { do: "mark", point: "pod-syncing" },
  step("sync", 1 - untilSyncing),
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
          { do: "wait", seconds: sum(value("time.mount"), roundTrip) },
        ],
      },
    ],
  },
  { do: "mark", point: "volumes-mounted" },
  { do: "mark", point: "sandbox-starting" },
  {
    do: "given",
    holds: serial,
    steps: [{ do: "hold", pool: "start-in-turn", steps: [{ do: "wait", seconds: serial }] }],
  },
  step("sandbox", 1, serial),
  { do: "mark", point: "sandbox-ready" },
  {
    do: "each",
    child: "container",
    steps: [
      fetchImage,
      { do: "mark", point: "image-ready" },
      step("container", untilCreated),
      { do: "mark", point: "container-created" },
      step("container", 1 - untilCreated),
      { do: "mark", point: "container-started" },
      { do: "mark", point: "container-running" },
    ],
  },
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
  pools: {
    "kubelet-status": { per: "node", workers: limit("kubelet.statusManager") },
    "start-in-turn": { per: "node", workers: 1 },
  },
  crowds: { "pod-starts": { program: "kubelet", moreEach: value("contention") } },
  flows: {
    "start-on-kubelet": {
      of: "pod",
      steps: [
        { do: "wait", seconds: sum(value("time.nodeDelivery"), product(0.5, roundTrip)), spread: "even" },
        { do: "mark", point: "pod-delivered" },
        { do: "start", flow: "first-status" },
        { do: "crowd", crowd: "pod-starts", steps: podStart },
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
          steps: [...tokens, { do: "wait", seconds: sum(value("time.podStatus"), product(2, roundTrip)) }],
        },
      ],
    },
    "report-running": {
      of: "pod",
      steps: [
        { do: "wait", seconds: 0, spread: { upTo: limit("kubelet.genericPlegRelistPeriod") } },
        { do: "work", program: "kubelet", coreSeconds: work("report"), aside: true },
        {
          do: "hold",
          pool: "kubelet-status",
          steps: [
            ...tokens,
            { do: "call", flow: "pod-status" },
            { do: "wait", seconds: product(2, roundTrip) },
          ],
        },
        { do: "wait", seconds: value("time.statusDelivery"), spread: "even" },
        { do: "work", program: "observer", coreSeconds: value("work.observer"), aside: true },
        { do: "call", flow: "pod-changed" },
      ],
    },
  },
};
