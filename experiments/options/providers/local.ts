import { derive } from "../../derive.ts";
import { int, nodeGroups } from "../kinds.ts";
import { numberOf, type Known, type NodeGroup, type OptionValue, type Problem } from "../known.ts";
import { byDefault } from "../option.ts";

const podStart = (end: string) =>
  `${end} modelled time from a pod's delivery to its running, ms, on kwok nodes`;

/** A real control plane on this machine; its options stand in `[local]`. */
export const local = {
  options: {
    nodes: nodeGroups(
      byDefault([{ kind: "kwok", count: undefined }]),
      "kinds of the workers, with their numbers",
    ),
    pod_start_min_ms: int({ min: 0 }, byDefault(400), podStart("shortest")),
    pod_start_max_ms: int({ min: 0 }, byDefault(600), podStart("longest")),
    api_server_port: int({ min: 0, max: 65535 }, byDefault(0), "port of the API server; 0 = any free one"),
  },
  check: checkLocal,
};

function checkLocal(known: Known): readonly Problem[] {
  return [...checkPodStart(known), ...checkGroups(known), ...withoutEffect(known)];
}

function checkPodStart(known: Known): readonly Problem[] {
  const min = numberOf(known, "pod_start_min_ms");
  const max = numberOf(known, "pod_start_max_ms");
  if (min === undefined || max === undefined || min <= max) return [];
  const text = `expected at least pod_start_min_ms, which is ${String(min)}, got ${String(max)}`;
  return [{ key: "pod_start_max_ms", text }];
}

/** The groups must make up the workers; one group may leave its number open and takes the rest. */
function checkGroups(known: Known): readonly Problem[] {
  const groups = known.get("nodes");
  const workers = derive(known)?.workers;
  // Without a worker, what is wrong is cloud_nodes, which has its own fault.
  if (!isGroups(groups) || workers === undefined || workers < 1) return [];
  const open = groups.filter(({ count }) => count === undefined).length;
  const counted = groups.reduce((sum, { count }) => sum + (count ?? 0), 0);
  if (open <= 1 && (open === 1 ? counted < workers : counted === workers)) return [];
  const text = `expected ${String(workers)} workers in all, as cloud_nodes says, got ${String(counted)}`;
  return open > 1
    ? [{ key: "nodes", text: "expected a number for each kind but one" }]
    : [{ key: "nodes", text }];
}

function isGroups(value: OptionValue): value is readonly NodeGroup[] {
  return Array.isArray(value) && value.every((group) => typeof group !== "string");
}

/** Requests that other providers fulfil and this one cannot: the file stays valid, and the author is told. */
function withoutEffect(known: Known): readonly Problem[] {
  const switches = ["network_emulation", "netperf", "cpu_pin", "observability"];
  const on = switches.filter((key) => known.get(key) === true);
  const quota = numberOf(known, "cloud_quota") ?? 1;
  const keys = quota > 0 && quota < 1 ? [...on, "cloud_quota"] : on;
  return keys.map((key) => ({ key, text: "has no effect with provider local", warning: true }));
}
