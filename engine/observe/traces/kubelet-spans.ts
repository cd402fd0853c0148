import type { PointId } from "../../../knowledge/index.ts";
import type { Stamp } from "../../timeline/timeline.ts";
import type { SeenPod } from "../observer.ts";
import type { Span } from "./span.ts";
import type { SpanTree } from "./span-tree.ts";

const source = "kubelet spans";
/**
 * Milliseconds between a span's ends, which are exact to the nanosecond, and the kubelet's neighbouring statements: its
 * log lines and events about the same are made there.
 */
const precision = 1;

interface Shown {
  readonly point: PointId;
  readonly end: "start" | "end";
  /** The point is a container's. */
  readonly container?: true;
}

const calls: Readonly<Record<string, readonly Shown[]>> = {
  "runtime.v1.RuntimeService/RunPodSandbox": [
    { point: "sandbox-starting", end: "start" },
    { point: "sandbox-ready", end: "end" },
  ],
  "runtime.v1.RuntimeService/CreateContainer": [{ point: "container-created", end: "end", container: true }],
  "runtime.v1.RuntimeService/StartContainer": [{ point: "container-started", end: "end", container: true }],
};

/**
 * When a pod's worker began, and its calls of the runtime, which the span "syncPod" (pkg/kubelet/kubelet.go) is above.
 * A call does not say which container it is about, so those of pods with more than one are not used.
 */
export function kubeletStamps(
  spans: readonly Span[],
  tree: SpanTree,
  pods: readonly SeenPod[],
  namespace: string,
): readonly Stamp[] {
  const known = new Map(pods.map((pod) => [`${namespace}/${pod.name}`, pod]));
  const podOf = (sync: Span | undefined): SeenPod | undefined => known.get(sync?.attributes["k8s.pod"] ?? "");
  const stamps = spans.flatMap((span): Stamp[] => {
    if (span.name === "syncPod") {
      const pod = podOf(span);
      return pod === undefined
        ? []
        : [{ point: "pod-syncing", pod: pod.name, at: span.start, source, precision }];
    }
    const shown = calls[span.name];
    if (shown === undefined || span.failed === true) return [];
    const pod = podOf(tree.above(span, "syncPod"));
    return pod === undefined ? [] : shown.flatMap((one) => callStamp(one, span, pod));
  });
  return firstOfEach(stamps);
}

function callStamp({ point, end, container }: Shown, span: Span, pod: SeenPod): readonly Stamp[] {
  const [only, ...more] = pod.containers;
  if (container === true && (only === undefined || more.length > 0)) return [];
  return [
    {
      point,
      pod: pod.name,
      ...(container === true && only !== undefined ? { container: only } : {}),
      at: span[end],
      source,
      precision,
      // A call begins after the decision to make it, and an answer arrives after what it tells of.
      late: true,
    },
  ];
}

/** A pod is synced again and again; only the first time it is on its way. */
function firstOfEach(stamps: readonly Stamp[]): readonly Stamp[] {
  const first = new Map<string, Stamp>();
  for (const stamp of stamps) {
    const key = `${stamp.point} ${stamp.pod ?? ""} ${stamp.container ?? ""}`;
    const known = first.get(key);
    if (known === undefined || stamp.at < known.at) first.set(key, stamp);
  }
  return [...first.values()];
}
