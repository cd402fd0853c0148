import type { UnseenSource } from "../trial/record.ts";
import { connectTo } from "./api-request.ts";
import { componentLogSource } from "./component-log-observer.ts";
import { kubeletMessages, kubeletPoints } from "./kubelet-points.ts";
import type { Observer } from "./observer.ts";
import { ownershipChanges, ownershipMessages } from "./ownership-changes.ts";
import type { Source } from "./sources.ts";
import { raiseVerbosity, setVerbosity, type Raised } from "./verbosity.ts";

/** Every point of the kubelet is written at this verbosity. */
const wanted = 4;

const lines = componentLogSource({
  component: "kubelet",
  points: [
    "pod-delivered",
    "pod-syncing",
    "cgroup-created",
    "volumes-mounted",
    "sandbox-starting",
    "sandbox-ready",
  ],
  messages: [...kubeletMessages, ...ownershipMessages],
  read: (found, namespace) => ({
    stamps: kubeletPoints(found, namespace),
    ownershipChanges: ownershipChanges(found, namespace),
  }),
});

/** A pod's way through the kubelets, which say more than usual while the trial runs where that is allowed. */
export const kubeletLog: Source = {
  ...lines,
  observe(trial): Observer {
    const { cluster } = trial;
    const log = lines.observe(trial);
    const connection = connectTo(cluster);
    const unseen: UnseenSource[] = [];
    const missed = (error: unknown): undefined => {
      const why = error instanceof Error ? error.message : String(error);
      unseen.push({
        source: lines.name,
        why,
        points: ["cgroup-created", "sandbox-starting", "sandbox-ready"],
      });
      return undefined;
    };
    const raise = async (): Promise<readonly Raised[]> => {
      const nodes = new Set(
        cluster.logs.map(({ source, node }) => (source === "kubelet" ? node : undefined)),
      );
      const kubelets = cluster.endpoints.filter(
        ({ component, node }) => component === "kubelet" && node !== undefined && nodes.has(node),
      );
      if (cluster.maySetVerbosity !== true) return [];
      const all = await Promise.all(
        kubelets.map((endpoint) => raiseVerbosity(connection, endpoint, wanted).catch(missed)),
      );
      return all.filter((raised) => raised !== undefined);
    };
    // What has been asked for must be put back, also when the trial ends before it was answered.
    let raising: Promise<readonly Raised[]> = Promise.resolve([]);
    return {
      name: lines.name,
      async begin() {
        raising = raise();
        await Promise.all([log.begin(), raising]);
      },
      async end(pods) {
        try {
          const raised = await raising;
          await Promise.all(
            raised.map(({ endpoint, before }) => setVerbosity(connection, endpoint, before).catch(missed)),
          );
          return { ...(await log.end(pods)), unseen };
        } finally {
          connection.destroy();
        }
      },
    };
  },
};
