import { nameIn } from "./component-log.ts";
import { componentLogObserver } from "./component-log-observer.ts";

/** A pod's way through the scheduler, and how long the scheduler's client waited for its token bucket. */
export const schedulerLog = componentLogObserver({
  component: "kube-scheduler",
  points: {
    "Add event for unscheduled pod": "pod-queued",
    "Attempting to schedule pod": "pod-scheduling",
    "Attempting to bind pod to node": "pod-binding",
  },
  objectOf(line, namespace) {
    const pod = nameIn(namespace, line["pod"]);
    return pod === undefined ? undefined : { pod };
  },
});
