import { podReportsAtOnce } from "../priors.ts";
import type { PathPart } from "./path.ts";
import { less, product, sum, value } from "./quantity.ts";

const oneWay = product(0.5, value("time.nodeRoundTrip"));

/**
 * Nodes without a kubelet: a bound pod starts after a delay taken from the plan, then its status is written, and
 * whoever watches receives it.
 */
export const kwokNode: PathPart = {
  programs: {
    node: { host: "machine", threads: value("wholeCores") },
  },
  pools: { "kwok-reports": { per: "cluster", workers: podReportsAtOnce } },
  flows: {
    "start-on-kwok": {
      of: "pod",
      steps: [
        { do: "wait", seconds: sum(value("time.nodeDelivery"), oneWay), spread: "even" },
        { do: "mark", point: "pod-delivered" },
        { do: "wait", seconds: value("time.podStartMin"), spread: { upTo: value("time.podStartMax") } },
        {
          do: "hold",
          pool: "kwok-reports",
          steps: [
            { do: "work", program: "node", coreSeconds: value("work.kwok") },
            { do: "wait", seconds: less(value("time.nodeReaction"), value("work.kwok")), spread: "even" },
            { do: "call", flow: "pod-status-by-kwok" },
            { do: "wait", seconds: oneWay },
          ],
        },
        { do: "wait", seconds: value("time.statusDelivery"), spread: "even" },
        { do: "each", child: "container", steps: [{ do: "mark", point: "container-running" }] },
        { do: "work", program: "observer", coreSeconds: value("work.observer"), aside: true },
        { do: "call", flow: "pod-changed" },
        { do: "finish" },
      ],
    },
  },
};
