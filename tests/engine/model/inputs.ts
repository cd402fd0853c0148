import { limitsOf, type Limits } from "../../../engine/model/index.ts";
import type { Setting } from "../../../knowledge/index.ts";

interface Buckets {
  /** Rate and burst. */
  readonly controller?: readonly [number, number];
  readonly scheduler?: readonly [number, number];
}

/** Settings of the two token buckets of the path. */
export function bucketSettings({ controller, scheduler }: Buckets): readonly Setting[] {
  const pair = (prefix: readonly [string, string], values?: readonly [number, number]): Setting[] =>
    values === undefined ? [] : prefix.map((parameter, index) => ({ parameter, value: values[index]! }));
  return [
    ...pair(["kube-controller-manager.kube-api-qps", "kube-controller-manager.kube-api-burst"], controller),
    ...pair(["kube-scheduler.clientConnection.qps", "kube-scheduler.clientConnection.burst"], scheduler),
  ];
}

/** The limits of Kubernetes v1.34.4 with these buckets. */
export function limits(buckets: Buckets = {}): Limits {
  return limitsOf(bucketSettings(buckets), "v1.34.4");
}
