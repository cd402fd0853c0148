import type { PointId } from "../../knowledge/index.ts";
import { logPrecisionMs, nameIn } from "./component-log.ts";
import { componentLogSource } from "./component-log-observer.ts";
import { FirstStamps } from "./first-stamps.ts";

const points: Readonly<Record<string, PointId>> = {
  "Add event for unscheduled pod": "pod-queued",
  "Attempting to schedule pod": "pod-scheduling",
  "Attempting to bind pod to node": "pod-binding",
};

/** A pod's way through the scheduler, and how long the scheduler's client waited for its token bucket. */
export const schedulerLog = componentLogSource({
  component: "kube-scheduler",
  points: Object.values(points),
  messages: Object.keys(points),
  read(lines, namespace) {
    const stamps = new FirstStamps();
    for (const line of lines) {
      const [point, pod] = [points[line.msg], nameIn(namespace, line["pod"])];
      if (point !== undefined && pod !== undefined)
        stamps.add({ point, pod, at: line.ts, source: "kube-scheduler log", precision: logPrecisionMs });
    }
    return { stamps: stamps.all() };
  },
});
