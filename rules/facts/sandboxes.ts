import type { FactKind } from "./fact-kind.ts";

/** What shows that a pod's network or its node's disk held it back. On kwok nodes nothing runs, and all of it is 0. */
export const sandboxFacts: readonly FactKind[] = [
  { id: "sandbox.p10-seconds", unit: "s", meaning: "one in ten sandboxes took at most this" },
  { id: "sandbox.p90-seconds", unit: "s", meaning: "nine in ten sandboxes took at most this" },
  {
    id: "sandbox.network-seconds",
    unit: "s",
    meaning: "time that the network of the last pod's sandbox took, by the runtime's log",
  },
  {
    id: "sandbox.idle-seconds",
    unit: "s",
    meaning:
      "time of the last pod's sandbox in which neither processor nor disk of its node was busy; that of its network alone where the runtime's log tells",
  },
  { id: "sandbox.idle-share", unit: "share", meaning: "sandbox.idle-seconds by deployment.seconds" },
  {
    id: "cni.refusals",
    unit: "requests",
    meaning: "sandboxes that the network plugin refused for a rate limit, by FailedCreatePodSandBox events",
  },
  { id: "cni.plugin", unit: "name", meaning: "the network plugin that these events name" },
  {
    id: "cni.refused-seconds",
    unit: "s",
    meaning: "time of the last pod's sandbox, if its plugin refused it at least once",
  },
  { id: "cni.refused-share", unit: "share", meaning: "cni.refused-seconds by deployment.seconds" },
  {
    id: "disk.pressure-share",
    unit: "share",
    meaning: "median share of the time in which some task waited for a disk (pressure stall information)",
  },
  {
    id: "disk.pressed-seconds",
    unit: "s",
    meaning:
      "time of the last pod's start in which tasks waited for a disk at least two fifths of it and the processor was not used up",
  },
  { id: "disk.pressed-share", unit: "share", meaning: "disk.pressed-seconds by deployment.seconds" },
  {
    id: "disk.runtime-timeouts",
    unit: "requests",
    meaning: "events of requests that a node's runtime did not finish before the kubelet gave up on them",
  },
];
