import { kubeletInTurn } from "../priors.ts";
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

/** A request of the kubelet's client, which takes a token. */
const asked = (operation: "pod-get" | "pod-status" | "token-create"): readonly FlowStep[] => [
  { do: "token", bucket: "kubelet", to: operation },
  { do: "call", flow: operation },
  { do: "wait", seconds: roundTrip },
];
/** A status is a read and a write. */
const status: FlowStep = {
  do: "hold",
  pool: "kubelet-status",
  steps: [...asked("pod-get"), ...asked("pod-status")],
};

/** One pod after the other; what it takes is part of the step that it belongs to. */
const inTurn = (pool: string, coreSeconds: number): FlowStep => ({
  do: "hold",
  pool,
  steps: [{ do: "work", program: "kubelet-loops", coreSeconds }],
});
/** Whether the kubelet keeps a record of each pod on the disk, which from v1.35 on it always does. */
const keepsRecords: Quantity = (limits) => limits["kubelet.featureGates.InPlacePodVerticalScaling"] ?? 1;
const record: FlowStep = {
  do: "given",
  holds: keepsRecords,
  steps: [
    {
      do: "hold",
      pool: "checkpoint",
      steps: [{ do: "wait", seconds: sum(kubeletInTurn.checkpoint, value("time.fsync")) }],
    },
  ],
};
const recordTime = product(keepsRecords, kubeletInTurn.checkpoint);
const isTold: Quantity = (limits) => limits["kubelet.featureGates.EventedPLEG"] ?? 0;

/** Ticks that a volume waits for: it becomes known, is checked, is mounted; the last two are one period apart. */
const populator = limit("kubelet.desiredStateOfWorldPopulatorLoopSleepPeriod");
const reconciler = limit("kubelet.reconcilerLoopSleepPeriod");
const ticks = sum(product(0.5, populator), product(1.5, reconciler));

const podStart: readonly FlowStep[] = [
  {
    do: "hold",
    pool: "sync-loop",
    steps: [{ do: "work", program: "kubelet-loops", coreSeconds: kubeletInTurn.admission }, record],
  },
  step("sync", untilSyncing, sum(kubeletInTurn.admission, recordTime)),
  { do: "mark", point: "pod-syncing" },
  { do: "start", flow: "first-status" },
  inTurn("qos-cgroups", kubeletInTurn.qos),
  step("sync", 1 - untilSyncing, kubeletInTurn.qos),
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
          { do: "round", loop: "volume-populator" },
          { do: "round", loop: "volume-reconciler" },
          { do: "round", loop: "volume-reconciler" },
          ...asked("token-create"),
          { do: "wait", seconds: less(value("time.mount"), ticks) },
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
      { do: "start", flow: "kubelet-event" },
      record,
      step("container", untilCreated, recordTime),
      { do: "mark", point: "container-created" },
      { do: "start", flow: "kubelet-event" },
      step("container", 1 - untilCreated),
      { do: "mark", point: "container-started" },
      { do: "start", flow: "kubelet-event" },
      { do: "mark", point: "container-running" },
    ],
  },
];

/**
 * Nodes with a kubelet (kubernetes v1.34.4 pkg/kubelet): every pod has a worker of its own, and the runtime is asked
 * for all of them at once, so that only the processor bounds how many start; a pod with a volume waits for its poll;
 * statuses are written one after the other, each with a read and a write that both take a token of the kubelet's
 * client. The containers of a pod start one after the other. One after the other are also admissions, the cgroups of
 * quality of service, the record of pods, the looks for volumes and at what runs, and the events.
 */
export const kubelet: PathPart = {
  hosts: { node: { per: "node", cores: value("nodeCores"), elseOn: "machine" } },
  programs: {
    // Dozens of short-lived programs that compete, but wait for disks and locks between: an estimate.
    kubelet: { host: "node", threads: value("kubeletThreads") },
    // What it does in turn is not slowed by how much there is to do side by side.
    "kubelet-loops": { host: "node", threads: 1 },
  },
  buckets: {
    kubelet: { per: "node", rate: limit("kubelet.kubeAPIQPS"), burst: limit("kubelet.kubeAPIBurst") },
    "kubelet-events": {
      per: "node",
      rate: limit("kubelet.eventRecordQPS"),
      burst: limit("kubelet.eventBurst"),
    },
  },
  pools: {
    "kubelet-status": { per: "node", workers: limit("kubelet.statusManager") },
    "start-in-turn": { per: "node", workers: 1 },
    "sync-loop": { per: "node", workers: limit("kubelet.syncLoop") },
    "qos-cgroups": { per: "node", workers: 1 },
    checkpoint: { per: "node", workers: 1 },
    // One sends; what finds the line full is lost (client-go tools/record/event.go, maxQueuedEvents).
    "kubelet-events": { per: "node", workers: 1, line: { atMost: 1000, patience: Infinity } },
  },
  loops: {
    "volume-populator": { per: "node", rest: populator, round: 0, each: kubeletInTurn.volumes },
    "volume-reconciler": { per: "node", rest: reconciler, round: 0, each: kubeletInTurn.volumes },
    // It rests after each look at what runs.
    relist: {
      per: "node",
      rest: limit("kubelet.genericPlegRelistPeriod"),
      round: 0,
      each: kubeletInTurn.inspection,
    },
  },
  crowds: { "pod-starts": { program: "kubelet", moreEach: value("contention") } },
  flows: {
    "start-on-kubelet": {
      of: "pod",
      steps: [
        { do: "wait", seconds: sum(value("time.nodeDelivery"), product(0.5, roundTrip)), spread: "even" },
        { do: "mark", point: "pod-delivered" },
        { do: "crowd", crowd: "pod-starts", steps: podStart },
        { do: "start", flow: "report-running" },
        { do: "finish" },
      ],
    },
    "first-status": { of: "pod", steps: [status] },
    "kubelet-event": {
      of: "container",
      steps: [
        {
          do: "hold",
          pool: "kubelet-events",
          steps: [
            { do: "token", bucket: "kubelet-events", to: "event" },
            { do: "call", flow: "event-of-kubelet" },
            { do: "wait", seconds: roundTrip },
          ],
        },
      ],
    },
    "report-running": {
      of: "pod",
      steps: [
        // The runtime tells of it, or is asked.
        { do: "given", holds: isTold, steps: [], otherwise: [{ do: "round", loop: "relist" }] },
        { do: "work", program: "kubelet", coreSeconds: work("report"), aside: true },
        status,
        { do: "wait", seconds: value("time.statusDelivery"), spread: "even" },
        { do: "work", program: "observer", coreSeconds: value("work.observer"), aside: true },
        { do: "call", flow: "pod-changed" },
      ],
    },
  },
};
