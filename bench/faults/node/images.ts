import { cfgOf, type Sections } from "../cfg.ts";
import type { Draw, Fault } from "../fault.ts";
import { unhindered } from "../without-token.ts";

const inTurn = { "kubelet.serializeImagePulls": "true" };
const atOnce = {
  "kubelet.serializeImagePulls": "false",
  "kubelet.maxParallelImagePulls": 10,
  "kubelet.registryPullQPS": 20,
  "kubelet.registryBurst": 20,
};

/** Different images from a registry that sends each slowly; the link has room for all of them at once. */
function slowRegistry(draw: Draw, ways: readonly [Sections[string], Sections[string]]) {
  const instances = draw.whole(4, 6);
  const rate = draw.whole(3, 5);
  const [faulty, healthy] = ways.map((way) =>
    cfgOf(
      { workers: 1, instances, nodes: "real:1", method: "file" },
      {
        benchmark: { cache_worker: "false" },
        kubernetes: { ...unhindered, ...way },
        local: { images: instances, image_mb: 2 * rate, registry_pull_rate_mb: rate },
        columbo: { warmup: 0, client: "api" },
      },
    ),
  );
  return { cfg: faulty ?? "", healthy: { cfg: healthy ?? "" } };
}

/** One image after the other, though they would come at once. */
export const imagesInTurn: Fault = {
  name: "images-in-turn",
  by: "4 to 6 images from a registry that sends each in 2 s, serializeImagePulls",
  causes: ["kubelet/serial-image-pulls"],
  refused: ["kubelet/registry-pull-limit", "kubelet/client-rate-limit", "node/cpu-saturated"],
  changes: ["kubelet.serializeImagePulls"],
  needs: ["root", "real-nodes"],
  experiment: (draw) => slowRegistry(draw, [inTurn, atOnce]),
};

/** Pulls at once, of which the kubelet's limit lets one begin each second and refuses the rest. */
export const refusedPulls: Fault = {
  name: "image-pulls-refused",
  by: "the same at once, registryPullQPS and registryBurst at 1",
  causes: ["kubelet/registry-pull-limit"],
  refused: ["kubelet/serial-image-pulls", "kubelet/client-rate-limit", "node/cpu-saturated"],
  changes: ["kubelet.registryPullQPS", "kubelet.registryBurst"],
  needs: ["root", "real-nodes"],
  experiment: (draw) =>
    slowRegistry(draw, [{ ...atOnce, "kubelet.registryPullQPS": 1, "kubelet.registryBurst": 1 }, atOnce]),
};
