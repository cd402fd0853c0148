import type { SimulatedContainer, SimulatedPull } from "../model/index.ts";
import type { SeenPod } from "../observe/index.ts";
import type { ImagePull, Warning } from "../trial/index.ts";
import type { ObjectNames } from "./names.ts";

/** What the events of kubelets would have told of the pulls; `startedAt` in milliseconds since the epoch. */
export function imagePulls(
  containers: readonly SimulatedContainer[],
  pods: readonly SeenPod[],
  names: ObjectNames,
  startedAt: number,
  bytes: number,
): { readonly pulls: readonly ImagePull[]; readonly warnings: readonly Warning[] } {
  const nodes = new Map(pods.map(({ name, node }) => [name, node]));
  const seen = containers.flatMap(({ pod, pull }) =>
    pull === undefined ? [] : [{ pod: names.of(pod), pull }],
  );
  const pulls = seen.flatMap(({ pod, pull }): ImagePull[] => {
    const node = nodes.get(pod);
    if (pull.begun === undefined) return [];
    return [
      {
        ...{ pod, image: imageOf(pull), bytes },
        ...(node === undefined ? {} : { node }),
        wantedAt: startedAt + pull.wanted * 1000,
        finishedAt: startedAt + pull.done * 1000,
        seconds: pull.done - pull.begun,
      },
    ];
  });
  const warnings = seen.flatMap(({ pod, pull }): Warning[] =>
    pull.refused === undefined
      ? []
      : [
          {
            at: startedAt + pull.refused * 1000,
            reason: "Failed",
            object: pod,
            message: `Failed to pull image "${imageOf(pull)}": pull QPS exceeded`,
          },
        ],
  );
  return { pulls, warnings };
}

function imageOf({ image }: SimulatedPull): string {
  return `registry.simulated/app-${image + 1}:1`;
}
