import type { Remedy } from "../remedy.ts";

const parameter = "kube-controller-manager.concurrent-job-syncs";
/** The part of the waiting that may be left: n times as many workers leave 1/n of it. */
const left = 0.1;

/** As many workers as make the queue of Jobs short, where the simulation does not know why each sync takes so long. */
export const concurrentJobSyncs: Remedy = {
  parameter,
  values({ facts, cause }) {
    if (cause !== "kube-controller-manager/worker-pool") return [];
    const [workers, jobs, seconds] = [
      "job-controller.workers",
      "deployment.jobs",
      "job-controller.queue-seconds",
    ].map((id) => Number(facts.known.get(id)?.value ?? 0));
    if (workers === undefined || jobs === undefined || workers === 0 || jobs <= workers) return [];
    // More workers than Jobs have nothing to do.
    const value = Math.min(jobs, Math.round(workers / left));
    const why = `${String(jobs)} Jobs waited ${(seconds ?? 0).toFixed(1)} s for ${String(workers)} workers, and wait ${(value / workers).toFixed(0)} times as briefly for ${String(value)}`;
    return [{ settings: [{ parameter, value }], why }];
  },
};
