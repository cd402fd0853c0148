/** The limits of the control plane's clients, lifted beyond what a small workload asks for. */
export const liftedController = {
  "kube-controller-manager.kube-api-qps": 1000,
  "kube-controller-manager.kube-api-burst": 1000,
} as const;

export const lifted = {
  ...liftedController,
  "kube-scheduler.clientConnection.qps": 1000,
  "kube-scheduler.clientConnection.burst": 1000,
} as const;
