import { float, int, nodeGroups } from "../kinds.ts";
import { numberOf, type Known, type Problem } from "../known.ts";
import { byDefault, unset } from "../option.ts";
import { checkNodes } from "./local-nodes.ts";
import { checkPodStart, podStart } from "./pod-start.ts";

/** A real control plane on this machine; its options stand in `[local]`. */
export const local = {
  options: {
    nodes: nodeGroups(
      byDefault([{ kind: "kwok", count: undefined }]),
      "kinds of the workers, with their numbers",
    ),
    ...podStart,
    api_server_port: int({ min: 0, max: 65535 }, byDefault(0), "port of the API server; 0 = any free one"),
    registry_rate_mb: float(
      { min: 0.001 },
      unset,
      "what the registry on this machine sends, all pulls together, MB/s; unset = as fast as it goes",
    ),
    registry_pull_rate_mb: float(
      { min: 0.001 },
      unset,
      "what it sends of one image, MB/s; unset = as fast as it goes",
    ),
    image_mb: int({ min: 0 }, byDefault(0), "random bytes in each image that real nodes pull, MB"),
    images: int(
      { min: 1, max: 100 },
      byDefault(1),
      "different images that real nodes pull, which containers take in turn",
    ),
  },
  check: checkLocal,
};

function checkLocal(known: Known): readonly Problem[] {
  return [...checkPodStart(known), ...checkNodes(known), ...checkImages(known), ...withoutEffect(known)];
}

/** All pods of one Job are made from one template, which names one image. */
function checkImages(known: Known): readonly Problem[] {
  const images = numberOf(known, "images") ?? 1;
  if (images === 1 || known.get("kube_deployment") !== "pod") return [];
  const text = `expected kube_deployment = file, call or container with ${String(images)} images, got pod: all pods of one Job have one image`;
  return [{ key: "images", text }];
}

/** Requests that other providers fulfil and this one cannot: the file stays valid, and the author is told. */
function withoutEffect(known: Known): readonly Problem[] {
  const switches = ["network_emulation", "netperf", "cpu_pin", "observability"];
  const on = switches.filter((key) => known.get(key) === true);
  const quota = numberOf(known, "cloud_quota") ?? 1;
  const keys = quota > 0 && quota < 1 ? [...on, "cloud_quota"] : on;
  return keys.map((key) => ({ key, text: "has no effect with provider local", warning: true }));
}
