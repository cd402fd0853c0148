import type { SimulatedImages } from "../../engine/model/index.ts";
import { cluster, job, limits, machines, nodes, pulls, type Landscape } from "./landscape.ts";

const megabyte = 1e6;
const parameters = [...cluster, ...pulls];
const service = machines(4, 0.05, { nodeCores: 8 });
const on = (count: number, images: SimulatedImages) => ({ nodes: nodes(count, "existing"), service, images });
const many: SimulatedImages = {
  bytes: 60 * megabyte,
  images: 40,
  registryRate: 1000 * megabyte,
  nodeRate: 200 * megabyte,
  roundTrip: 0.25,
};

/** Images come late: one after the other, refused by the kubelet's own limiter, or from a slow registry. */
export const pullBound: readonly Landscape[] = [
  { name: "40 images in turn, far registry", family: "pull", input: job(80, on(2, many)), parameters },
  {
    name: "parallel pulls that the limiter refuses",
    family: "pull",
    input: job(80, {
      ...on(2, many),
      limits: limits({
        "kubelet.serializeImagePulls": false,
        "kubelet.registryPullQPS": 2,
        "kubelet.registryBurst": 2,
      }),
    }),
    parameters,
  },
  {
    name: "one image, slow registry",
    family: "pull",
    input: job(100, on(4, { ...many, images: 1, bytes: 400 * megabyte, registryRate: 100 * megabyte })),
    parameters,
  },
];
