/** How long each step may take and what components are told about time, by who runs the guests' instructions. */
export interface Patience {
  /** Until SSH answers, ms. */
  readonly sshMs: number;
  /** How long after the others a machine may answer that was started with them, ms. */
  readonly silentMs: number;
  /** Until the API server is ready and nodes are, ms. */
  readonly readyMs: number;
  /** Until so many pods run, ms. */
  readonly podsMs: (pods: number) => number;
  readonly flags: Readonly<Record<"etcd" | "kube-controller-manager", readonly string[]>>;
  /** Of the KubeletConfiguration, by its path. */
  readonly kubelet: Readonly<Record<string, string>>;
  /** Of kubeadm's timeouts. */
  readonly kubeadmHealthCheck: string;
}

/** Machines on the processor itself: Kubernetes' own times hold. */
const kvm: Patience = {
  sshMs: 60_000,
  silentMs: 10_000,
  readyMs: 120_000,
  podsMs: (pods) => 60_000 + 500 * pods,
  flags: { etcd: [], "kube-controller-manager": [] },
  kubelet: {},
  kubeadmHealthCheck: "4m0s",
};

/**
 * Emulated machines: a heartbeat that comes late is the emulator's fault and must change no leader, no node's state and
 * no pod. A pod takes about 3 s of both cores of a small host; four times that is the deadline.
 */
const tcg: Patience = {
  sshMs: 180_000,
  silentMs: 20_000,
  readyMs: 420_000,
  podsMs: (pods) => 120_000 + 12_000 * pods,
  flags: {
    etcd: ["--heartbeat-interval=500", "--election-timeout=5000"],
    "kube-controller-manager": ["--node-monitor-grace-period=180s"],
  },
  kubelet: { runtimeRequestTimeout: "10m0s" },
  kubeadmHealthCheck: "10m0s",
};

export function patienceOf(acceleration: "kvm" | "tcg"): Patience {
  return acceleration === "kvm" ? kvm : tcg;
}

/** What components were told about time, for the result: it is no setting of the experiment's. */
export function toldAboutTime({ flags, kubelet }: Patience): readonly string[] {
  return [
    ...Object.entries(flags).flatMap(([component, argv]) => argv.map((flag) => `${component} ${flag}`)),
    ...Object.entries(kubelet).map(([path, value]) => `kubelet ${path}: ${value}`),
  ];
}
