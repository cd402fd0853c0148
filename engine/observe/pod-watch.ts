import { connectTo } from "./api-request.ts";
import { FirstStamps } from "./first-stamps.ts";
import type { Observations, ObserverFactory, SeenPod } from "./observer.ts";
import { pendingPods } from "./pending-pods.ts";
import { isTelling, podState } from "./pod-state.ts";
import { podOf, podStamps, probedContainers, startedContainers, type PodEvent } from "./pod-status.ts";
import { reasonsOf, verdictsOf } from "./pod-verdicts.ts";
import { watch, type Watch, type WatchLine } from "./watch.ts";

/** Some container has started; one that ended at once may never be shown running. */
const started = /"(running|terminated)":\{/;
/** The scheduler has refused the pod. */
const unschedulable = '"reason":"Unschedulable"';
/** Metadata comes first, and the pod's name first in it. */
const podName = /"name":"([^"]+)"/;
/** Some container may have a verdict: it was refused for good, or it ended. */
const telling = /"terminated":\{|"reason":"(?:ErrImageNeverPull|InvalidImageName)"/;

const noneCanRun = (left: number): string =>
  left === 1
    ? "the container that is left can never run"
    : `none of the ${left} containers that are left can ever run`;

/** The trial's pods, when its containers run, and whatever keeps them from running, as a client of the API sees it. */
export const podWatch: ObserverFactory = (trial) => {
  const { cluster, containers, counts, allRunning, broken, cannotRun } = trial;
  // Lines are only counted while the workload runs; they are taken apart afterwards.
  const lines: WatchLine[] = [];
  const created = new Set<string>();
  const bound = new Set<string>();
  const running = new Set<string>();
  /** Containers that are not ready yet and have to be, those that were, and those that can never run. */
  const unready = new Set<string>();
  const ready = new Set<string>();
  const refused = new Map<string, string>();
  const pending = pendingPods(counts);
  const connection = connectTo(cluster);
  let following: Watch | undefined;

  const judge = (event: PodEvent): void => {
    const verdicts = verdictsOf(event);
    for (const { container, why } of verdicts.refused)
      refused.set(`${event.object.metadata.name}/${container}`, why);
    const [first] = refused.values();
    const left = containers - running.size;
    if (verdicts.ended !== undefined)
      cannotRun(`${verdicts.ended} before ${left > 0 ? "all containers ran" : "the deployment was through"}`);
    else if (first !== undefined && refused.size === left) cannotRun(`${noneCanRun(left)}: ${first}`);
  };

  const take = (line: WatchLine): void => {
    lines.push(line);
    // A pod has many versions, and one that is shown again is no new one.
    const name = podName.exec(line.text)?.[1] ?? "";
    counts.created = created.add(name).size;
    if (line.text.includes('"nodeName":"')) {
      counts.bound = bound.add(name).size;
      pending.taken(name);
    } else if (line.text.includes(unschedulable)) pending.refused(JSON.parse(line.text) as PodEvent);
    const [hasStarted, tells] = [started.test(line.text), telling.test(line.text)];
    if (!hasStarted && !tells) return;
    const event = JSON.parse(line.text) as PodEvent;
    if (hasStarted) {
      for (const container of startedContainers(event)) running.add(`${name}/${container}`);
      counts.running = running.size;
      const asked = probedContainers(event);
      for (const container of asked.probed)
        if (!ready.has(`${name}/${container}`)) unready.add(`${name}/${container}`);
      for (const container of asked.ready) {
        ready.add(`${name}/${container}`);
        if (unready.delete(`${name}/${container}`)) counts.further = (counts.further ?? 0) + 1;
      }
      if (running.size === containers && unready.size === 0) allRunning();
    }
    if (tells) judge(event);
  };

  /** Of all pods, where some container did not run or there is more to say. */
  const statesOf = (events: readonly PodEvent[]): Pick<Observations, "podStates"> => {
    const states = events.map(podState);
    return running.size < containers || states.some(isTelling) ? { podStates: states } : {};
  };

  return {
    name: "pod watch",
    async begin() {
      const selector = encodeURIComponent(`columbo/trial=${trial.trial}`);
      const url = `${cluster.apiServer}/api/v1/namespaces/${cluster.namespace}/pods?labelSelector=${selector}`;
      following = await watch({ connection, url, onLine: take, onBroken: broken });
    },
    end() {
      following?.stop();
      connection.destroy();
      const withoutKubelet = new Set(
        cluster.nodes.flatMap(({ name, kind }) => (kind === "kwok" ? [name] : [])),
      );
      const stamps = new FirstStamps();
      const pods = new Map<string, SeenPod>();
      const last = new Map<string, { readonly event: PodEvent; readonly at: number }>();
      for (const { at, text } of lines) {
        const event = JSON.parse(text) as PodEvent;
        if (event.type === "DELETED") continue;
        const { name } = event.object.metadata;
        const pod = podOf(event);
        pods.set(name, pod);
        last.set(name, { event, at });
        for (const stamp of podStamps(event, at, !withoutKubelet.has(pod.node ?? ""))) stamps.add(stamp);
      }
      return Promise.resolve({
        stamps: stamps.all(),
        pods: [...pods.values()],
        warnings: [...last.values()].flatMap(({ event, at }) => reasonsOf(event, at)),
        ...statesOf([...last.values()].map(({ event }) => event)),
      });
    },
  };
};
