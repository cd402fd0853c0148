/**
 * Shares and times that stand in where nothing was measured, each with its source. Whatever is made from them
 * is marked "modelled".
 */

/**
 * S5's share of the time from a pod's delivery to its node until its container runs, for nodes without a
 * kubelet: 0.459 s of 0.459 + 0.131 s for a single container (doi 10.1145/3676151.3719374, figure 5).
 */
export const sandboxShareOfPodStart = 0.78;

/**
 * Core-seconds to filter and score one node for one pod: 270 pods a second of which each looks at 500 of 5,000 nodes
 * (thresholds of kubernetes test/integration/scheduler_perf) are 3 ms beyond the cycle over few nodes; on about four
 * cores, an estimate.
 */
export const filterWorkPerNode = 20e-6;

/**
 * Pods whose status kwok writes at the same time (podPlayStageParallelism, v0.8.0). Its default of 4 for all nodes
 * together would be the longest wait on the path at 100 pods a second and no part of Kubernetes: on real nodes every
 * kubelet writes its own statuses.
 */
export const podReportsAtOnce = 16;

/**
 * Core-seconds to hand a pod's change to one more watcher: the change is encoded once for all (apiserver
 * pkg/endpoints/handlers/response.go), so what is left is a write to a connection. An estimate.
 */
export const watchDelivery = 30e-6;

/**
 * What a kubelet does for one pod after the other, seconds: estimates within what a start on an idle node takes until its
 * cgroup is there (6 ms) and until its container is created (11 to 22 ms). A checkpoint is a write of some kilobytes with
 * its fsync.
 */
export const kubeletInTurn = {
  /** Admission: a look at all pods of the node. */
  admission: 0.0005,
  /** Three cgroups of quality of service, read and written anew. */
  qos: 0.0005,
  checkpoint: 0.001,
  /** A pod's turn in the loops that look for volumes. */
  volumes: 0.0002,
  /** A changed pod's turn in the look at what runs: three to four calls of the runtime. */
  inspection: 0.004,
} as const;

/**
 * Core-seconds that kube-apiserver takes for all requests about one pod, from its creation until it runs. Measured with 40
 * to 300 pods at once on kwok nodes of a busy machine of two cores: 0.011 to 0.018, and more for a few pods.
 */
export const apiServerWorkPerPod = 0.02;
