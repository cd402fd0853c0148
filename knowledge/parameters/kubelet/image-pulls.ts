import type { Parameter } from "../../parameter.ts";
import { OLDEST_VERIFIED, verifiedSource } from "../../versions.ts";
import { asKubeletField } from "./field.ts";

const registryLimit = ["kubelet.registryPullQPS", "kubelet.registryBurst"];

export const serializeImagePulls: Parameter = {
  ...asKubeletField("serializeImagePulls"),
  title: "whether a node pulls one image after the other",
  type: "boolean",
  unit: "",
  // It is false by default where maxParallelImagePulls is set to 2 or more.
  defaults: [{ since: OLDEST_VERIFIED, value: true }],
  stages: ["S6"],
  mechanism: { kind: "serial-loop", loop: "kubelet-image-puller" },
  formula:
    "true: the pulls of a node take the sum of their times; false: about the longest, as far as disk and network allow",
  goesWith: ["kubelet.maxParallelImagePulls", ...registryLimit],
  risk: "disk and network of the node are shared by all pulls; with the stock limit on pulls more than 10 at once fail",
  source: verifiedSource(
    "kubernetes v1.34.4 pkg/kubelet/apis/config/v1beta1/defaults.go:226-235, pkg/kubelet/images/puller.go:79",
  ),
};

export const maxParallelImagePulls: Parameter = {
  ...asKubeletField("maxParallelImagePulls"),
  title:
    "images that a node pulls at the same time, where it pulls in parallel; 0 = no number given, as many as are asked for",
  type: "integer",
  unit: "pulls",
  defaults: [{ since: OLDEST_VERIFIED, value: 0 }],
  introduced: "1.27",
  range: { min: 0, max: 1000 },
  stages: ["S6"],
  mechanism: { kind: "parallel-work", loop: "kubelet-image-puller" },
  formula: "with 2 or more serializeImagePulls is false unless it is set, and must not be true",
  goesWith: ["kubelet.serializeImagePulls", ...registryLimit],
  risk: "disk and network of the node are shared by all pulls",
  source: verifiedSource("kubernetes v1.34.4 pkg/kubelet/apis/config/v1beta1/defaults.go:226-235"),
};

/** A pull beyond the limit is refused, and its container waits 10 s, then 20 s, up to 300 s. */
export const registryPullQps: Parameter = {
  ...asKubeletField("registryPullQPS"),
  title: "image pulls per second that a node begins; 0 = no limit",
  type: "integer",
  unit: "pulls/s",
  defaults: [{ since: OLDEST_VERIFIED, value: 5 }],
  range: { min: 0, max: 1000 },
  stages: ["S6"],
  mechanism: { kind: "rejecting-bucket", bucket: "registry-pulls", role: "rate" },
  formula:
    "a pull that finds no token fails (pull QPS exceeded) and is tried again after 10 s, doubling to 300 s",
  goesWith: ["kubelet.registryBurst", "kubelet.serializeImagePulls", "kubelet.maxParallelImagePulls"],
  risk: "the registry gets more pulls at once",
  source: verifiedSource(
    "kubernetes v1.34.4 pkg/kubelet/apis/config/v1beta1/defaults.go:110-115, pkg/kubelet/images/helpers.go:51, pkg/kubelet/kubelet.go:219",
  ),
};

export const registryBurst: Parameter = {
  ...registryPullQps,
  ...asKubeletField("registryBurst"),
  title: "image pulls that a node may begin at once",
  unit: "pulls",
  defaults: [{ since: OLDEST_VERIFIED, value: 10 }],
  range: { min: 1, max: 1000 },
  mechanism: { kind: "rejecting-bucket", bucket: "registry-pulls", role: "burst" },
  formula: "the first burst pulls after a quiet time are not refused",
  goesWith: ["kubelet.registryPullQPS", "kubelet.serializeImagePulls", "kubelet.maxParallelImagePulls"],
};
