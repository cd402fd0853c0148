import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED } from "../../versions.ts";

/** containerd's releases are not Kubernetes': its defaults were read from the program. */
const source =
  "containerd v1.6.38 pkg/cri/config/config_unix.go:73-99, the same in v1.6.20 (config default) and v1.7.27";

const field = (path: string) =>
  ({
    id: `containerd.${path}`,
    component: "containerd",
    set: { by: "config-file", path },
    kubeadm:
      'none: it stands in each node\'s /etc/containerd/config.toml, in the table of the CRI plugin (io.containerd.grpc.v1.cri; with containerd 2 "containerd config migrate" says where)',
    restart: "containerd",
    goesWith: [],
    source,
  }) as const;

/** The container runtime's own limits; of pods and containers it starts as many at once as it is asked for. */
export const containerdParameters: readonly Parameter[] = [
  {
    ...field("max_concurrent_downloads"),
    title: "layers of one image that are fetched at the same time",
    type: "integer",
    unit: "layers",
    defaults: [{ since: OLDEST_VERIFIED, value: 3 }],
    range: { min: 1, max: 100 },
    stages: ["S6"],
    mechanism: { kind: "parallel-work", loop: "image-layers" },
    formula:
      "an image of l equal layers takes about ceil(l / limit) x the time of one, as far as the network allows",
    risk: "network and registry are shared by all pulls",
  },
  {
    ...field("containerd.discard_unpacked_layers"),
    title: "whether the packed layers of an image are removed once it is unpacked",
    type: "boolean",
    unit: "",
    defaults: [{ since: OLDEST_VERIFIED, value: false }],
    stages: ["S6"],
    mechanism: { kind: "added-work", of: "image-unpacking" },
    formula: "on: less disk is used, no pull is faster",
    risk: "an image cannot be passed on from the node, and shared layers are fetched again",
  },
  {
    ...field("containerd.snapshotter"),
    title: "how the layers of an image become a container's file system",
    type: "string",
    unit: "",
    defaults: [{ since: OLDEST_VERIFIED, value: "overlayfs" }],
    choices: ["overlayfs", "native"],
    stages: ["S5", "S6"],
    mechanism: { kind: "added-work", of: "container-file-system" },
    formula: "overlayfs: a mount for each container; native: a copy of the whole image for each",
    risk: "native takes the image's size on the disk for each container",
    notHere: "images of another snapshotter are not there any more: all must be pulled anew",
  },
  {
    ...field("stats_collect_period"),
    title: "time between two measurements of what containers use",
    type: "integer",
    unit: "s",
    defaults: [{ since: OLDEST_VERIFIED, value: 10 }],
    range: { min: 1, max: 3600 },
    stages: ["S5", "S6"],
    mechanism: { kind: "periodic-work", of: "container-measurement" },
    formula: "each container costs one measurement per period, on the processor that starts pods",
    risk: "eviction sees use later",
  },
];
