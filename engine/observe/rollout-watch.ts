import { connectTo } from "./api-request.ts";
import { FirstStamps } from "./first-stamps.ts";
import type { Observer, ObserverFactory, SeenPod } from "./observer.ts";
import { podOf, podStamps, startedContainers, type PodEvent } from "./pod-status.ts";
import { reasonsOf } from "./pod-verdicts.ts";
import { now, watch, type Watch, type WatchLine } from "./watch.ts";

/** How far the pods have come that appeared since the watch began and are still there. */
export interface Rollout {
  /** When the first one was seen, milliseconds since the epoch; undefined before. */
  readonly firstAt?: number;
  /** When the last one that appeared, or went, was seen. */
  readonly changedAt?: number;
  readonly pods: number;
  /** Those whose containers all run, or have run. */
  readonly running: number;
}

interface Followed {
  readonly lines: WatchLine[];
  readonly pod: SeenPod;
  isRunning: boolean;
}

/** Follows pods that somebody else makes: whatever carries the labels and appears after the watch began. */
export function watchRollout(selector: string): {
  readonly observe: ObserverFactory;
  state(): Rollout;
} {
  const followed = new Map<string, Followed>();
  let firstAt: number | undefined;
  let changedAt: number | undefined;

  const take = (line: WatchLine): void => {
    const event = JSON.parse(line.text) as PodEvent;
    const { name } = event.object.metadata;
    if (event.type === "ADDED") {
      followed.set(name, { lines: [], pod: podOf(event), isRunning: false });
      firstAt ??= line.at;
      changedAt = line.at;
    }
    // Pods that were there before are none of the rollout, even when they change or go.
    const one = followed.get(name);
    if (one === undefined) return;
    if (event.type === "DELETED") {
      followed.delete(name);
      changedAt = line.at;
      return;
    }
    one.lines.push(line);
    one.isRunning = startedContainers(event).length >= one.pod.containers.length;
  };

  const observe: ObserverFactory = ({ cluster, counts, broken }): Observer => {
    const connection = connectTo(cluster);
    let following: Watch | undefined;
    const count = (line: WatchLine): void => {
      take(line);
      const all = [...followed.values()];
      counts.created = all.length;
      counts.bound = all.filter(({ lines }) => lines.at(-1)?.text.includes('"nodeName":"')).length;
      counts.running = all
        .filter(({ isRunning }) => isRunning)
        .reduce((sum, { pod }) => sum + pod.containers.length, 0);
    };
    return {
      name: "pod watch",
      async begin() {
        const query = `labelSelector=${encodeURIComponent(selector)}`;
        const url = `${cluster.apiServer}/api/v1/namespaces/${cluster.namespace}/pods?${query}`;
        following = await watch({ connection, url, onLine: count, onBroken: broken });
      },
      end() {
        following?.stop();
        connection.destroy();
        const stamps = new FirstStamps();
        const all = [...followed.values()];
        const done = all.filter(({ isRunning }) => isRunning);
        for (const { lines } of done)
          for (const { at, text } of lines)
            for (const stamp of podStamps(JSON.parse(text) as PodEvent, at, true))
              // A rollout that is only watched is over when all run: some might be seen ready, and others not.
              if (stamp.point !== "container-ready") stamps.add(stamp);
        return Promise.resolve({
          stamps: stamps.all(),
          pods: done.map(({ lines }) => podOf(JSON.parse(lines.at(-1)?.text ?? "{}") as PodEvent)),
          warnings: all.flatMap(({ lines }) =>
            lines.slice(-1).flatMap(({ at, text }) => reasonsOf(JSON.parse(text) as PodEvent, at)),
          ),
        });
      },
    };
  };

  return {
    observe,
    state: () => ({
      ...(firstAt === undefined ? {} : { firstAt }),
      ...(changedAt === undefined ? {} : { changedAt }),
      pods: followed.size,
      running: [...followed.values()].filter(({ isRunning }) => isRunning).length,
    }),
  };
}

/** Seconds since something came or went; 0 before the first pod. */
export function quietSeconds({ changedAt }: Rollout): number {
  return changedAt === undefined ? 0 : (now() - changedAt) / 1000;
}
