import type { Plan } from "../../experiments/index.ts";
import type { Setting } from "../../knowledge/index.ts";
import { ProvisionError } from "../errors.ts";
import type { Control } from "./control.ts";
import { deleteEach, deleteEvents } from "./etcd-store.ts";
import type { NodeRunner } from "./node-runner.ts";
import { probeJobPath } from "./probe.ts";
import { begun, refill, schedulerForgot } from "./calm.ts";
import { empty, isEmpty, wipe, type ResetSite } from "./reset.ts";
import { withRootCause } from "./root-cause.ts";
import { createLevelWriter, levelChanges } from "./priority-levels.ts";
import { checkSettings, componentsConcerned, nodesConcerned, type SettableComponent } from "./settings.ts";
import type { Supervisor } from "./supervisor.ts";

/** Changes a running cluster's settings and takes it back to its state before a trial. */
export interface Lifecycle {
  settings(): readonly Setting[];
  apply(settings: readonly Setting[]): Promise<void>;
  reset(): Promise<void>;
}

const storage = ["etcd", "kube-apiserver"] as const;
const clients = ["kube-controller-manager", "kube-scheduler"] as const;

/** How often a namespace is cleared in which new objects appear before the reset gives up. */
const attempts = 5;

const stores = (name: SettableComponent): boolean => name === "etcd" || name === "kube-apiserver";

export function createLifecycle(
  site: ResetSite,
  control: Control,
  supervisor: Pick<Supervisor, "stop">,
  nodes: NodeRunner,
  { kubernetes, settings: initial }: Plan,
): Lifecycle {
  const { signal, namespace, slowness } = site;
  const patience = { signal, slowness };
  const api = site.clients["kube-apiserver"];
  const kinds = nodes.nodes.map(({ kind }) => kind);
  const levelWriter = createLevelWriter(api, kubernetes);
  let current = initial;
  let isNew = true;
  let emptiedAt: number | undefined;
  const fullSince = { "kube-controller-manager": Date.now(), "kube-scheduler": Date.now() };

  async function start(name: SettableComponent): Promise<void> {
    await control.start(name, current);
    if (name === "kube-controller-manager" || name === "kube-scheduler") fullSince[name] = Date.now();
    isNew ||= name === "kube-controller-manager";
    await control.healthy(name, signal);
  }

  /** Restarts components side by side, what stores before what asks, and waits until Jobs get done again. */
  async function restart(
    names: readonly SettableComponent[],
    whileStopped?: () => Promise<void>,
  ): Promise<void> {
    await Promise.all(names.map((name) => supervisor.stop({ component: name })));
    await whileStopped?.();
    const stopped = storage.filter((name) => names.includes(name));
    for (const name of stopped) await start(name);
    await Promise.all(clients.filter((name) => names.includes(name)).map(start));
    if (stopped.length > 0) {
      await probeJobPath("pod", api, namespace, patience);
      await reset();
    } else if (names.includes("kube-controller-manager")) {
      await probeJobPath("controller", api, namespace, patience);
      await deleteEach(site.clients.etcd, namespace, "jobs", signal);
      await deleteEvents(site.clients.etcd, namespace, signal);
    }
  }

  /** Waits until the components are as they were before the first trial. */
  async function rest(): Promise<void> {
    if (isNew) await begun(site, current, kubernetes);
    isNew = false;
    await refill(site, fullSince, current, kubernetes);
    // One that missed a pod's end would keep its place on the node for ever.
    if (emptiedAt !== undefined && !(await schedulerForgot(site, emptiedAt)))
      await restart(["kube-scheduler"]);
    emptiedAt = undefined;
  }

  async function reset(): Promise<void> {
    for (let tried = 0; tried < attempts; tried++) {
      if (await wipe(site, kubernetes, (task) => restart(clients, task))) emptiedAt = performance.now();
      await Promise.all([nodes.reset(signal), rest()]);
      // Kubelets speak of the end of each pod.
      await deleteEvents(site.clients.etcd, namespace, signal);
      for (const name of clients) fullSince[name] = Date.now();
      if (await isEmpty(site)) return;
    }
    throw new ProvisionError(
      `new Jobs or pods keep appearing in namespace ${namespace} after a trial: end the program that makes them there`,
      4,
    );
  }

  async function emptyWhileStopped(): Promise<void> {
    await empty(site);
    emptiedAt = performance.now();
  }

  async function apply(settings: readonly Setting[]): Promise<void> {
    checkSettings(settings, kinds);
    const concerned = componentsConcerned(current, settings);
    const onNodes = nodesConcerned(current, settings);
    const levels = levelChanges(current, settings, kubernetes);
    current = settings;
    await levelWriter.write(levels, signal);
    if (onNodes) await nodes.restart(settings, signal);
    if (concerned.length === 0) return;
    // A trial's objects are easiest to remove while their controller is away; it also starts sooner without them.
    const stopsController = concerned.includes("kube-controller-manager") && !concerned.some(stores);
    await restart(concerned, stopsController ? emptyWhileStopped : undefined);
  }

  return {
    settings: () => current,
    apply: (settings) => withRootCause(signal, () => apply(settings)),
    reset: () => withRootCause(signal, reset),
  };
}
