import type { FlowStep, PathPart } from "./path.ts";
import { limit, value, type Quantity } from "./quantity.ts";

/** Positions among the choices of `workload.imagePullPolicy`. */
const [always, never] = [1, 2];
const policy =
  (which: number): Quantity =>
  (limits) =>
    limits["workload.imagePullPolicy"] === which ? 1 : 0;

/** One pull that the node's limiter let through: whoever finds the image there by now asks the registry all the same. */
const pull: FlowStep = {
  do: "hold",
  pool: "image-pulls",
  steps: [
    {
      do: "permit",
      bucket: "registry-pulls",
      otherwise: [{ do: "mark", point: "image-refused" }],
      steps: [
        { do: "mark", point: "image-pulling" },
        { do: "wait", seconds: value("time.registryRoundTrip") },
        {
          do: "bring",
          store: "images",
          steps: [{ do: "work", program: "downloads", coreSeconds: value("images.seconds") }],
        },
      ],
    },
  ],
};

/**
 * Images on nodes with a kubelet (kubernetes v1.34.4 pkg/kubelet/images): a container whose image is not there, or whose
 * policy is Always, gets in line for the node's puller; beyond the limit on pulls it fails and is tried again after 10 s,
 * doubling to 300 s (pkg/kubelet/kubelet.go:219,171).
 */
export const fetchImage: FlowStep = {
  do: "given",
  holds: value("images.pulled"),
  steps: [
    {
      do: "retry",
      first: limit("kubelet.imageBackOffPeriod"),
      factor: 2,
      atMost: limit("kubelet.MaxImageBackOff"),
      steps: [
        {
          do: "stored",
          store: "images",
          steps: [
            {
              do: "given",
              holds: policy(always),
              steps: [{ do: "mark", point: "image-wanted" }, pull],
            },
          ],
          otherwise: [
            {
              do: "given",
              holds: policy(never),
              steps: [],
              otherwise: [{ do: "mark", point: "image-wanted" }, pull],
            },
          ],
        },
      ],
    },
  ],
};

/** One puller for each node, or as many pulls at once as it is allowed; 0 = no number given. */
const pullsAtOnce: Quantity = (limits) => {
  if (limits["kubelet.serializeImagePulls"] !== 0 && (limits["kubelet.maxParallelImagePulls"] ?? 0) < 2)
    return 1;
  const most = limits["kubelet.maxParallelImagePulls"] ?? 0;
  return most > 0 ? most : Infinity;
};

export const images: PathPart = {
  hosts: { registry: { per: "cluster", cores: value("images.allAtFullRate") } },
  programs: { downloads: { host: "registry", per: "node", threads: value("images.atFullRate") } },
  buckets: {
    "registry-pulls": {
      per: "node",
      rate: limit("kubelet.registryPullQPS"),
      burst: limit("kubelet.registryBurst"),
      rejects: true,
    },
  },
  pools: { "image-pulls": { per: "node", workers: pullsAtOnce } },
  stores: { images: { per: "node", items: value("images.different") } },
};
