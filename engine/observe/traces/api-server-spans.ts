import type { PointId } from "../../../knowledge/index.ts";
import type { Stamp } from "../../timeline/timeline.ts";
import type { Span } from "./span.ts";
import type { SpanTree } from "./span-tree.ts";

const source = "kube-apiserver spans";
/** Spans are stamped in nanoseconds; kept are microseconds. */
const precision = 0.001;

const points: Readonly<Record<string, { readonly admission: PointId; readonly persisting: PointId }>> = {
  jobs: { admission: "job-admission", persisting: "job-persisting" },
  pods: { admission: "pod-admission", persisting: "pod-persisting" },
};

/**
 * When the API server had let creations in, and began to write them to etcd. The span "Create" begins behind all
 * filters (apiserver pkg/endpoints/handlers/create.go), "Create etcd3" below it before the object is encoded
 * (pkg/storage/etcd3/store.go). The key in etcd ends in the object's name, which a pod of a Job gets from the server.
 */
export function apiServerStamps(spans: readonly Span[], tree: SpanTree, namespace: string): readonly Stamp[] {
  return spans.flatMap((span): Stamp[] => {
    if (span.name !== "Create etcd3" || span.failed === true) return [];
    const [name = "", found, resource = ""] = (span.attributes["key"] ?? "").split("/").reverse();
    const shown = points[resource];
    if (shown === undefined || found !== namespace) return [];
    const object = resource === "jobs" ? { job: name } : { pod: name };
    const stamp = (point: PointId, at: number): Stamp => ({ point, ...object, at, source, precision });
    const create = tree.above(span, "Create");
    return [
      ...(create === undefined ? [] : [stamp(shown.admission, create.start)]),
      stamp(shown.persisting, span.start),
    ];
  });
}
