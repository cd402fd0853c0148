import type { SimulatedContainer } from "../model/index.ts";
import type { SeenPod } from "../observe/index.ts";
import type { ImagePull } from "../trial/index.ts";
import type { ObjectNames } from "./names.ts";

/** What the events of kubelets would have told of the pulls; `startedAt` in milliseconds since the epoch. */
export function imagePulls(
  containers: readonly SimulatedContainer[],
  pods: readonly SeenPod[],
  names: ObjectNames,
  startedAt: number,
  bytes: number,
): readonly ImagePull[] {
  const nodes = new Map(pods.map(({ name, node }) => [name, node]));
  return containers.flatMap(({ pod, pull }) => {
    if (pull === undefined) return [];
    const name = names.of(pod);
    const node = nodes.get(name);
    return [
      {
        pod: name,
        ...(node === undefined ? {} : { node }),
        image: `registry.simulated/app-${pull.image + 1}:1`,
        wantedAt: startedAt + pull.wanted * 1000,
        finishedAt: startedAt + pull.done * 1000,
        seconds: pull.done - pull.begun,
        bytes,
      },
    ];
  });
}
