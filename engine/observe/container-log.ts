import { join } from "node:path";
import type { Cluster } from "../../provisioners/index.ts";
import type { Stamp } from "../timeline/timeline.ts";
import { connectTo, getText } from "./api-request.ts";
import { firstLineAt, stampOf } from "./first-line.ts";
import { firstWords } from "./first-words.ts";
import type { Observer, SeenPod } from "./observer.ts";
import { absentRight, type Source } from "./sources.ts";

const source = "container log";
/** The runtime stamps a line when it has read it from the container's pipe, in nanoseconds. */
const precision = 0.001;
const deadlineMs = 10_000;
/** Requests at once, so that a big trial does not fall upon the kubelets. */
const atOnce = 8;

interface Reading {
  readonly pod: SeenPod;
  readonly container: string;
}

/** The first thing that each application said: its node's files where they are here, else through the API. */
export const containerLog: Source = {
  name: source,
  points: ["container-running"],
  absence: (cluster) =>
    cluster.nodes.every((node) => node.kind !== "existing" || node.podLogs !== undefined)
      ? undefined
      : absentRight(cluster, [{ verb: "get", resource: "pods/log" }]),
  observe(trial): Observer {
    const { cluster } = trial;
    let isOver = false;
    return {
      name: source,
      begin: () => Promise.resolve(),
      // Not of logs that only the API shows: asking for each again and again would be a load of its own.
      settled: () => firstWords(trial, () => isOver),
      async end(pods = []) {
        isOver = true;
        const nodes = new Map(cluster.nodes.map((node) => [node.name, node]));
        const wanted = pods
          // Nothing runs, and nothing is said, on nodes whose containers are only played.
          .filter(({ node }) => !played.has(nodes.get(node ?? "")?.kind ?? "existing"))
          .flatMap((pod) => pod.containers.map((container): Reading => ({ pod, container })));
        const connection = connectTo(cluster);
        try {
          const stamps: Stamp[] = [];
          const failures: string[] = [];
          const readOne = async ({ pod, container }: Reading): Promise<void> => {
            const folder = nodes.get(pod.node ?? "")?.podLogs;
            const at =
              folder === undefined
                ? stampOf(await getText(connection, logUrl(cluster, pod.name, container), deadlineMs))
                : await firstLineAt(
                    join(folder, `${cluster.namespace}_${pod.name}_${pod.uid ?? ""}`, container),
                  );
            if (at !== undefined)
              stamps.push({ point: "container-running", pod: pod.name, container, at, source, precision });
          };
          const rest = wanted.values();
          // All of them take from one and the same list.
          const worker = async (): Promise<void> => {
            for (const reading of rest)
              await readOne(reading).catch((error: unknown) => {
                failures.push(error instanceof Error ? error.message : String(error));
              });
          };
          await Promise.all(Array.from({ length: atOnce }, worker));
          const [failure] = failures;
          if (failure === undefined) return { stamps };
          const why = `${String(failures.length)} of ${String(wanted.length)} logs could not be read: ${failure}`;
          return { stamps, unseen: [{ source, why, points: containerLog.points }] };
        } finally {
          connection.destroy();
        }
      },
    };
  },
};

const played: ReadonlySet<string> = new Set(["kwok", "hollow"]);

/** The first bytes of a container's log: enough for a time stamp and the line's beginning. */
function logUrl({ apiServer, namespace }: Cluster, pod: string, container: string): string {
  const query = `container=${encodeURIComponent(container)}&timestamps=true&limitBytes=64`;
  return `${apiServer}/api/v1/namespaces/${namespace}/pods/${pod}/log?${query}`;
}
