import { float, int, nodeGroups, text, bool } from "../kinds.ts";
import { numberOf, type Known, type Problem } from "../known.ts";
import { byDefault, computed, unset, type Fallback } from "../option.ts";
import { checkNodes, isGroups } from "./local-nodes.ts";
import { checkPodStart, podStart } from "./pod-start.ts";

const coresOfCloud: Fallback<number | undefined> = computed(
  "`cloud_cores` x `cloud_quota`; with calibration those of its machine",
  (known) => {
    const [cores, quota] = [numberOf(known, "cloud_cores"), numberOf(known, "cloud_quota")];
    if (known.get("calibration") !== undefined) return { value: undefined };
    return cores === undefined || quota === undefined ? undefined : { value: cores * quota };
  },
);

const roundTrip = (who: string) =>
  float(
    { min: 0 },
    computed("twice `cloud_latency_avg`, else 0", (known) => ({
      value: 2 * (numberOf(known, "cloud_latency_avg") ?? 0),
    })),
    `round trip between ${who} and the API server, ms`,
  );

/** A cluster that is simulated, so that no machine is needed; its options stand in `[simulated]`. */
export const simulated = {
  options: {
    calibration: text(
      unset,
      "run folder, relative to the .cfg file, whose warm-up says what this control plane's work takes; unset = a machine of Columbo's own lab",
    ),
    nodes: nodeGroups(
      byDefault([{ kind: "real", count: undefined }]),
      "kinds of the workers, with their numbers",
    ),
    control_cores: float({ min: 0.1 }, coresOfCloud, "cores of the control plane's machine"),
    one_machine: bool(
      byDefault(false),
      "the nodes run on the control plane's machine, as with local, instead of on machines of their own",
    ),
    ...podStart,
    image_mb: int(
      { min: 0 },
      byDefault(0),
      "size of an image that real nodes pull, MB; 0 = nothing is pulled",
    ),
    images: int({ min: 1 }, byDefault(1), "different images, which containers take in turn"),
    registry_rate_mb: float(
      { min: 0.001 },
      unset,
      "what the registry sends, all pulls together, MB/s; unset = as fast as it goes",
    ),
    registry_pull_rate_mb: float(
      { min: 0.001 },
      unset,
      "what it sends of one image, MB/s; unset = as fast as it goes",
    ),
    client_round_trip_ms: roundTrip("the client"),
    node_round_trip_ms: roundTrip("a node"),
    webhook_ms: float({ min: 0 }, byDefault(0), "what admission webhooks add to the creation of a pod, ms"),
    node_work: float(
      { min: 0.0001 },
      unset,
      "processor time of a pod's start on a node with a kubelet, core-seconds; unset = as calibrated, else 0.22",
    ),
    work_error: float(
      { min: 0, max: 1 },
      byDefault(0),
      "how much machines differ in the work per pod: relative standard error, drawn once per run",
    ),
  },
  check: checkSimulated,
};

function checkSimulated(known: Known): readonly Problem[] {
  return [...checkPodStart(known), ...checkKinds(known), ...checkNodes(known)];
}

function checkKinds(known: Known): readonly Problem[] {
  const groups = known.get("nodes");
  const isHollow = isGroups(groups) && groups.some(({ kind }) => kind === "hollow");
  if (!isHollow) return [];
  const text =
    "expected kwok or real with provider simulated, got hollow: what its runtime leaves out is not modelled";
  return [{ key: "nodes", text }];
}
