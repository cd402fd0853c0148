import { componentLogObserver } from "./component-log-observer.ts";

/** When the job controller receives a Job and begins to create its pods, and how long its clients waited. */
export const controllerManagerLog = componentLogObserver({
  component: "kube-controller-manager",
  points: {
    "enqueueing job": "job-enqueued",
    "Too few pods running": "job-unpacked",
  },
  objectOf(line, namespace) {
    const [found, job] = String(line["key"]).split("/");
    return found === namespace && job !== undefined ? { job } : undefined;
  },
});
