import { setTimeout as sleep } from "node:timers/promises";
import { points, type PointId } from "../../../knowledge/index.ts";
import type { Stamp } from "../../timeline/timeline.ts";
import type { ObserverFactory, SeenPod } from "../observer.ts";
import type { Source } from "../sources.ts";
import { now } from "../watch.ts";
import { apiServerStamps } from "./api-server-spans.ts";
import { kubeletStamps } from "./kubelet-spans.ts";
import { spanTree } from "./span-tree.ts";

/**
 * Components send their spans every five seconds (go.opentelemetry.io/otel/sdk/trace DefaultScheduleDelay), sooner
 * only when there are many; the rest is for a busy machine.
 */
const patienceMs = 7000;
const everyMs = 250;

const only: readonly PointId[] = points.flatMap((point) => (point.only === "traces" ? [point.id] : []));

const observe: ObserverFactory = ({ cluster, traces: receiver }) => {
  let begun = 0;
  const kubelets = new Set(cluster.nodes.flatMap(({ name, kind }) => (kind === "real" ? [name] : [])));
  const read = (pods: readonly SeenPod[]): readonly Stamp[] => {
    const spans = receiver?.spansSince(begun) ?? [];
    const tree = spanTree(spans);
    return [
      ...apiServerStamps(spans, tree, cluster.namespace),
      ...kubeletStamps(spans, tree, pods, cluster.namespace),
    ];
  };
  // The span of a pod's sync is sent when it has ended, and those of its calls before it.
  const areWhole = (stamps: readonly Stamp[], pods: readonly SeenPod[]): boolean => {
    const shown = new Set(stamps.map(({ point, pod }) => `${point} ${pod ?? ""}`));
    return pods.every(
      ({ name, node }) =>
        shown.has(`pod-persisting ${name}`) &&
        (!kubelets.has(node ?? "") || shown.has(`pod-syncing ${name}`)),
    );
  };
  return {
    name: "spans",
    begin() {
      begun = now();
      return Promise.resolve();
    },
    async end(pods = []) {
      if (receiver === undefined) {
        const why = "the cluster's components are not told to send spans to Columbo";
        return { unseen: [{ source: "spans", why, points: only }] };
      }
      const until = now() + patienceMs;
      let stamps = read(pods);
      while (!areWhole(stamps, pods) && now() < until) {
        await sleep(everyMs);
        stamps = read(pods);
      }
      if (stamps.length > 0) return { stamps };
      const why = `no span of the trial had arrived ${patienceMs / 1000} s after its end`;
      return { unseen: [{ source: "spans", why, points: only }] };
    },
  };
};

/** What the components' own OpenTelemetry spans show; nothing else shows when a request was let in. */
export const traces: Source = { name: "spans", points: only, absence: () => undefined, observe };
