import type { PointId } from "../../knowledge/index.ts";
import type { ClosedSource, ProbedRight } from "../contract.ts";
import { mayDo } from "./rights/probe.ts";

/** Logs that are files of machines which Columbo does not reach, with the points that only they show well. */
const logs: readonly (readonly [string, readonly PointId[]])[] = [
  [
    "audit log",
    [
      "job-received",
      "job-stored",
      "pod-turn",
      "pod-received",
      "pod-stored",
      "binding-received",
      "binding-stored",
    ],
  ],
  ["kube-controller-manager log", ["job-enqueued", "job-syncing", "job-unpacked"]],
  ["kube-scheduler log", ["pod-queued", "pod-scheduling", "pod-binding"]],
  ["kubelet log", ["pod-syncing", "cgroup-created", "volumes-mounted"]],
  ["containerd log", ["sandbox-starting", "sandbox-ready"]],
];

/** Sources that cost a right which is missing. */
const guarded: readonly {
  readonly source: string;
  readonly right: Pick<ProbedRight, "verb" | "resource" | "path" | "namespace">;
  readonly points: readonly PointId[];
}[] = [
  { source: "kube-apiserver metrics", right: { verb: "get", path: "/metrics" }, points: [] },
  { source: "kubelet metrics", right: { verb: "get", resource: "nodes/proxy" }, points: [] },
  {
    source: "container log stamps",
    right: { verb: "get", resource: "pods/log" },
    points: ["container-running"],
  },
  {
    source: "lease watch",
    right: { verb: "list", resource: "leases", namespace: "kube-node-lease" },
    points: [],
  },
  { source: "list of nodes", right: { verb: "list", resource: "nodes" }, points: [] },
];

/** What cannot be read on a cluster that is there already, and why. */
export function closedSources(
  rights: readonly ProbedRight[],
  silentKubelets: readonly string[],
): readonly ClosedSource[] {
  return [
    ...logs.map(([source, points]) => ({
      source,
      why: `the ${source} is a file of a machine that Columbo does not reach`,
      points,
    })),
    ...["kube-controller-manager metrics", "kube-scheduler metrics"].map((source) => ({
      source,
      why: "the component is not reached: it usually listens on its machine's own loopback address",
      points: [],
    })),
    ...guarded.flatMap(({ source, right, points }): ClosedSource[] => {
      const { verb, ...about } = right;
      if (mayDo(rights, [verb], about)) return [];
      const probed = rights.find(
        (one) => one.verb === verb && one.resource === about.resource && one.path === about.path,
      );
      if (probed === undefined) return [];
      const { allowed: _allowed, purpose, ...wanted } = probed;
      const name = about.resource ?? about.path ?? "";
      return [
        { source, why: `the right to ${verb} ${name} is missing: by it ${purpose}`, points, right: wanted },
      ];
    }),
    ...(silentKubelets.length === 0
      ? []
      : [
          {
            source: "kubelet metrics",
            why: `${silentKubelets.length} kubelets give no answer through the API server, for example of ${silentKubelets[0] ?? ""}`,
            points: [],
          },
        ]),
  ];
}
