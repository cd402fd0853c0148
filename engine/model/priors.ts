import {
  latencyIds,
  podPrograms,
  type KubeletTimes,
  type Prior,
  type ServiceTimes,
} from "./service-times.ts";

const lab = "unloaded one-node Kubernetes v1.34 on 2 cores, audit and component logs";
const plateau =
  "sum: 1,600 pods on kwok nodes in 11.6 s on 2 cores with all limits lifted; its division among programs: estimate";
const estimate = "estimate, no measurement";

/**
 * Times on an idle node with a kubelet, containerd and runc (kubernetes v1.34.4, 2 cores): until the volumes 5.8 ms, a
 * sandbox 81 to 111 ms, creation 6 to 13 ms and start 38 to 57 ms after 5 to 9 ms; a token's volume is mounted after
 * one turn of the populator and two of the reconciler, 100 ms each, of which the first begin at any moment.
 */
export const priorKubeletTimes: KubeletTimes = { sync: 0.006, mount: 0.2, sandbox: 0.095, container: 0.065 };

/** Where the prior of a value comes from. */
export function priorOf(value: string): Prior {
  const [kind] = value.split(".");
  return {
    value,
    source: kind === "latency" || kind === "kubelet" ? lab : kind === "workPerPod" ? plateau : estimate,
  };
}

/** Service times before anything was measured; seconds. */
export function priorServiceTimes(cores: number): ServiceTimes {
  return {
    cores,
    background: { server: 0.03, controller: 0.01, scheduler: 0, node: 0.01, observer: 0, others: 0 },
    workPerPod: { server: 0.0072, controller: 0.0014, scheduler: 0.002, node: 0.0016, observer: 0.0012 },
    workPerCall: { client: 0.08, server: 0.02 },
    schedulingCycle: 0.0007,
    latency: {
      clientStart: 0.15,
      clientPrepare: 0.03,
      clientNext: 0.004,
      jobCreate: 0.0033,
      jobDelivery: 0.0007,
      jobSync: 0.001,
      podCreate: 0.0056,
      podDelivery: 0.0009,
      bindingRequest: 0.0006,
      binding: 0.0038,
      nodeDelivery: 0.0009,
      nodeReaction: 0.001,
      podStatus: 0.0045,
      statusDelivery: 0.0009,
    },
    workError: 0.3,
    priors: [
      ...["background", "schedulingCycle", "workPerCall.client", "workPerCall.server"],
      ...podPrograms.map((program) => `workPerPod.${program}`),
      ...latencyIds.map((id) => `latency.${id}`),
    ].map(priorOf),
  };
}
