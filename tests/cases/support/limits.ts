import type { Setting } from "../../../knowledge/index.ts";

/** Limits of the control plane's clients that nobody waits for. */
export const lifted: readonly Setting[] = [
  { parameter: "kube-controller-manager.kube-api-qps", value: 2000 },
  { parameter: "kube-controller-manager.kube-api-burst", value: 2000 },
  { parameter: "kube-scheduler.clientConnection.qps", value: 2000 },
  { parameter: "kube-scheduler.clientConnection.burst", value: 2000 },
];

/** The kubelet's client as it was by default before v1.27, its events included. */
export const oldKubelet: readonly Setting[] = [
  { parameter: "kubelet.kubeAPIQPS", value: 5 },
  { parameter: "kubelet.kubeAPIBurst", value: 10 },
  { parameter: "kubelet.eventRecordQPS", value: 5 },
  { parameter: "kubelet.eventBurst", value: 10 },
];
