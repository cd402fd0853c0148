import type { FactKind } from "./fact-kind.ts";

/** What shows how images came to the nodes. Where none was pulled, all of it is 0. */
export const imageFacts: readonly FactKind[] = [
  { id: "image-pulls.count", unit: "pulls", meaning: "images that kubelets pulled" },
  {
    id: "image-pulls.in-turn",
    unit: "name",
    meaning: "whether kubelets pull one image after the other (serializeImagePulls), or at most one at once",
  },
  {
    id: "image-pulls.at-once",
    unit: "ratio",
    meaning: "pulls under way at the same time on a node, on average: 1 = one after the other",
  },
  {
    id: "image-pulls.waiting-seconds",
    unit: "s",
    meaning:
      "time in which the last pod's image waited for other images of its node, from the kubelet's own words of the pull with and without waiting",
  },
  {
    id: "image-pulls.waiting-share",
    unit: "share",
    meaning: "image-pulls.waiting-seconds by deployment.seconds",
  },
  { id: "image-pulls.p50-seconds", unit: "s", meaning: "median of what a pull took without waiting" },
  {
    id: "image-pulls.transfer-seconds",
    unit: "s",
    meaning:
      "time in which the last pod's own image was pulled, for whichever pod of its node, while neither processor nor disk was busy",
  },
  {
    id: "image-pulls.transfer-share",
    unit: "share",
    meaning: "image-pulls.transfer-seconds by deployment.seconds",
  },
  {
    id: "image-pulls.mb-per-second",
    unit: "MB/s",
    meaning: "size of the last pod's image by the time that its pull took; 0 = its size is not known",
  },
  {
    id: "image-pulls.node-cores",
    unit: "cores",
    meaning: "cores that the nodes used while that image was pulled: about 1 where unpacking takes the time",
  },
  {
    id: "image-pulls.refused",
    unit: "requests",
    meaning: "pulls that the kubelet's own limit refused: events with the words pull QPS exceeded",
  },
  {
    id: "image-pulls.refused-seconds",
    unit: "s",
    meaning: "time from the first such refusal of the last pod's image until it was there",
  },
  {
    id: "image-pulls.refused-share",
    unit: "share",
    meaning: "image-pulls.refused-seconds by deployment.seconds",
  },
];
