import type { ClosedSource, ProbedRight } from "../contract.ts";
import { mayDo } from "./rights/probe.ts";

/** What the missing of a right keeps from being read, where no observer would say so. */
const guarded: readonly {
  readonly source: string;
  readonly right: Pick<ProbedRight, "verb" | "resource" | "path">;
}[] = [
  { source: "metrics of kube-apiserver", right: { verb: "get", path: "/metrics" } },
  { source: "metrics of kubelets", right: { verb: "get", resource: "nodes/proxy" } },
  { source: "list of nodes", right: { verb: "list", resource: "nodes" } },
];

/**
 * What cannot be read on a cluster that is there already beside its logs, and why; that of a log is said by whoever
 * would observe it.
 * @param silentKubelets nodes whose kubelets gave no answer
 */
export function closedSources(
  rights: readonly ProbedRight[],
  silentKubelets: readonly string[],
): readonly ClosedSource[] {
  return [
    ...["kube-controller-manager", "kube-scheduler"].map((component) => ({
      source: `metrics of ${component}`,
      why: "it is not reached: it usually listens on its machine's own loopback address",
      points: [],
    })),
    ...guarded.flatMap(({ source, right: { verb, ...about } }): ClosedSource[] => {
      const probed = rights.find(
        (one) => one.verb === verb && one.resource === about.resource && one.path === about.path,
      );
      if (probed === undefined || mayDo(rights, [verb], about)) return [];
      const { allowed: _allowed, purpose, ...right } = probed;
      const name = about.resource ?? about.path ?? "";
      return [
        { source, why: `Columbo may not ${verb} ${name}, by which ${purpose}`, points: [], rights: [right] },
      ];
    }),
    ...(silentKubelets.length === 0
      ? []
      : [
          {
            source: "metrics of kubelets",
            why: `${silentKubelets.length} give no answer through the API server, for example that of ${silentKubelets[0] ?? ""}`,
            points: [],
          },
        ]),
  ];
}
