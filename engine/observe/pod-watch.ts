import { connectTo } from "./api-request.ts";
import type { ObserverFactory, SeenPod } from "./observer.ts";
import { watch, type Watch, type WatchLine } from "./watch.ts";
import type { Stamp } from "../timeline/timeline.ts";

interface PodEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: {
    readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
    readonly spec: { readonly nodeName?: string; readonly containers: readonly { readonly name: string }[] };
    readonly status?: {
      readonly containerStatuses?: readonly {
        readonly name: string;
        readonly state?: { readonly running?: object; readonly terminated?: object };
      }[];
    };
  };
}

const source = "pod watch";
/** One turn of this program's event loop; bigger pauses show as a late stamp, never as an early one. */
const precision = 1;
/** Some container has started; one that ended at once may never be shown running. */
const started = /"(running|terminated)":\{/;

/** When the node receives each pod and when its containers run, as a client of the API sees it. */
export const podWatch: ObserverFactory = ({ cluster, trial, containers, counts, allRunning, broken }) => {
  // Lines are only counted while the workload runs; they are taken apart afterwards.
  const lines: WatchLine[] = [];
  const running = new Set<string>();
  const connection = connectTo(cluster);
  let following: Watch | undefined;

  const take = (line: WatchLine): void => {
    lines.push(line);
    if (line.text.startsWith('{"type":"ADDED"')) counts.created += 1;
    else if (started.test(line.text)) {
      const event = JSON.parse(line.text) as PodEvent;
      for (const name of startedContainers(event)) running.add(`${event.object.metadata.name}/${name}`);
      counts.running = running.size;
      if (running.size === containers) allRunning();
    } else if (line.text.includes('"nodeName":"')) counts.bound += 1;
  };

  return {
    name: source,
    async begin() {
      const selector = encodeURIComponent(`columbo/trial=${trial}`);
      const url = `${cluster.apiServer}/api/v1/namespaces/${cluster.namespace}/pods?labelSelector=${selector}`;
      following = await watch({ connection, url, onLine: take, onBroken: broken });
    },
    end() {
      following?.stop();
      connection.destroy();
      const stamps = new Map<string, Stamp>();
      const pods = new Map<string, SeenPod>();
      for (const { at, text } of lines) {
        const event = JSON.parse(text) as PodEvent;
        if (event.type === "DELETED") continue;
        pods.set(event.object.metadata.name, podOf(event));
        for (const stamp of stampsOf(event, at)) {
          const key = `${stamp.point} ${stamp.pod ?? ""} ${stamp.container ?? ""}`;
          if (!stamps.has(key)) stamps.set(key, stamp);
        }
      }
      return Promise.resolve({ stamps: [...stamps.values()], pods: [...pods.values()] });
    },
  };
};

function podOf({ object }: PodEvent): SeenPod {
  const { nodeName } = object.spec;
  return {
    name: object.metadata.name,
    job: object.metadata.labels?.["batch.kubernetes.io/job-name"] ?? "",
    ...(nodeName === undefined ? {} : { node: nodeName }),
    containers: object.spec.containers.map((container) => container.name),
  };
}

/** Names of the containers that have started; a short program may have ended before its first status. */
function startedContainers({ object }: PodEvent): readonly string[] {
  const statuses = object.status?.containerStatuses ?? [];
  return statuses
    .filter(({ state }) => state?.running !== undefined || state?.terminated !== undefined)
    .map(({ name }) => name);
}

function stampsOf(event: PodEvent, at: number): Stamp[] {
  if (event.object.spec.nodeName === undefined) return [];
  const pod = event.object.metadata.name;
  return [
    { point: "pod-delivered", pod, at, source, precision },
    ...startedContainers(event).map((container): Stamp => ({
      point: "container-running",
      pod,
      container,
      at,
      source,
      precision,
    })),
  ];
}
