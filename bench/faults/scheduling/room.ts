import { stringify } from "yaml";
import { cfgOf } from "../cfg.ts";
import type { Fault } from "../fault.ts";
import { limitRange } from "../inject/limit-range.ts";
import { lifted } from "../limits/lifted.ts";

const clientLimits = ["kube-controller-manager/client-rate-limit", "kube-scheduler/client-rate-limit"];
/** Merged over the pods, it takes away the request that every experiment has. */
const withoutRequest = stringify({ spec: { containers: [{ resources: { requests: { cpu: null } } }] } });

/** A namespace whose LimitRange gives a request to whoever names none. */
export const limitRangeDefault: Fault = {
  name: "limit-range",
  by: "a LimitRange with a default request of 400m to 700m, on nodes that have cores for half of the pods",
  causes: ["scheduling/insufficient-cpu"],
  refused: [...clientLimits, "scheduling/insufficient-memory", "kubelet/max-pods"],
  changes: ["workload.resources.requests.cpu"],
  evidence: { "request.limit-range": "defaults" },
  needs: [],
  experiment(draw) {
    const milli = draw.whole(40, 70) * 10;
    const shape = { workers: 2, instances: 2 * Math.floor((2 * 4000) / milli) };
    const more = {
      infrastructure: { cloud_cores: 4 },
      columbo: { pod: "pod.yaml", warmup: 2 },
      kubernetes: lifted,
    };
    const files = { "pod.yaml": withoutRequest };
    const cfg = cfgOf(shape, more);
    return { cfg, files, inject: limitRange(`${milli}m`), healthy: { cfg, files } };
  },
};

/** Pods that ask for more memory than nodes have. */
export const requestedMemory: Fault = {
  name: "requested-memory",
  by: "requests of memory that add up to 1.5 to 3 times what nodes have",
  causes: ["scheduling/insufficient-memory"],
  refused: [...clientLimits, "scheduling/insufficient-cpu", "kubelet/max-pods"],
  changes: ["workload.resources.requests.memory"],
  needs: [],
  experiment(draw) {
    const shape = { workers: 2, instances: draw.whole(20, 30) };
    // A node has 16 GiB for its half of the pods.
    const gigabytes = ((draw.whole(15, 30) / 10) * 16) / (shape.instances / 2);
    const cfg = (memory: number): string =>
      cfgOf(shape, {
        benchmark: { application_worker_memory: memory.toFixed(2) },
        columbo: { warmup: 2 },
        kubernetes: lifted,
      });
    return { cfg: cfg(gigabytes), healthy: { cfg: cfg(0.01) } };
  },
};

/** A kubelet that takes fewer pods than come to it. */
export const fewSeats: Fault = {
  name: "max-pods",
  by: "kubelet.maxPods at 15 to 25, and three times as many pods on one hollow node",
  causes: ["kubelet/max-pods"],
  refused: [...clientLimits, "scheduling/insufficient-cpu", "scheduling/insufficient-memory"],
  changes: ["kubelet.maxPods"],
  needs: ["hollow-nodes"],
  experiment(draw) {
    const seats = draw.whole(15, 25);
    const shape = { workers: 1, instances: 3 * seats, nodes: "hollow" };
    const cfg = (more: Readonly<Record<string, number>>): string =>
      cfgOf(shape, { columbo: { warmup: 2 }, kubernetes: { ...lifted, ...more } });
    return { cfg: cfg({ "kubelet.maxPods": seats }), healthy: { cfg: cfg({}) } };
  },
};
