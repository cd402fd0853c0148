import type { ImagePull } from "../trial/record.ts";
import { seconds } from "./component-log.ts";

/** What an event says of a pull. */
export interface PullEvent {
  readonly pod: string;
  readonly container: string;
  readonly node?: string;
  readonly reason: string;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const pulling = /^Pulling image "(.+)"$/;
/**
 * What the kubelet says of a pull that is over (kubernetes v1.34.4 pkg/kubelet/images/image_manager.go); the size came
 * with v1.31, the time with waiting with v1.28.
 */
const pulled =
  /^Successfully pulled image "(.+)" in (\S+?)(?: \((\S+) including waiting\))?(?:\. Image size: (\d+) bytes)?\.?$/;

/** Pulls that were done, each from the moment at which the kubelet wanted the image. */
export function pullsIn(events: readonly PullEvent[]): readonly ImagePull[] {
  const wanted = new Map<string, number>();
  return events
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ pod, container, node, message, at }): ImagePull[] => {
      const key = `${pod}/${container}`;
      if (pulling.test(message) && !wanted.has(key)) wanted.set(key, at);
      const [, image, own, whole, bytes] = pulled.exec(message) ?? [];
      const took = seconds(own);
      if (image === undefined || took === undefined) return [];
      const wantedAt = wanted.get(key) ?? at - (seconds(whole) ?? took) * 1000;
      return [
        {
          ...{ pod, image, wantedAt, finishedAt: at, seconds: took },
          ...(node === undefined ? {} : { node }),
          ...(bytes === undefined ? {} : { bytes: Number(bytes) }),
        },
      ];
    });
}
