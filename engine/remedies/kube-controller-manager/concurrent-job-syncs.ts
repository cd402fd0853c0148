import type { Remedy } from "../remedy.ts";
import { factNumber } from "../evidence.ts";

const parameter = "kube-controller-manager.concurrent-job-syncs";
/** The part of the waiting that may be left: n times as many workers leave 1/n of it. */
const left = 0.1;

/** As many workers as make the queue of Jobs short, where the simulation does not know why each sync takes so long. */
export const concurrentJobSyncs: Remedy = {
  parameter,
  values(context) {
    if (context.cause !== "kube-controller-manager/worker-pool") return [];
    const workers = factNumber(context, "job-controller.workers");
    const jobs = factNumber(context, "deployment.jobs");
    const seconds = factNumber(context, "job-controller.queue-seconds");
    if (workers === 0 || jobs <= workers) return [];
    // More workers than Jobs have nothing to do.
    const value = Math.min(jobs, Math.round(workers / left));
    const why = `${String(jobs)} Jobs waited ${seconds.toFixed(1)} s for ${String(workers)} workers, and wait ${(value / workers).toFixed(0)} times as briefly for ${String(value)}`;
    return [{ settings: [{ parameter, value }], why }];
  },
};
