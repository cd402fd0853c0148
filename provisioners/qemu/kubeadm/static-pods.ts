import type { Setting } from "../../../knowledge/index.ts";
import type { Control } from "../../local/control.ts";
import { settableComponents, type SettableComponent } from "../../local/settings.ts";
import type { Services } from "../kubernetes/services.ts";
import { mustRun } from "../ssh/must.ts";
import type { Remote } from "../ssh/remote.ts";
import type { MachineFile } from "../software/bundle.ts";
import { kubeadmFile, kubeadmPaths, patchesFolder } from "./paths.ts";

/** The phase of `kubeadm init` that writes a component's manifest. */
export const phaseOf: Readonly<Record<SettableComponent, readonly string[]>> = {
  etcd: ["etcd", "local"],
  "kube-apiserver": ["control-plane", "apiserver"],
  "kube-controller-manager": ["control-plane", "controller-manager"],
  "kube-scheduler": ["control-plane", "scheduler"],
};

/**
 * Takes the manifest away, upon which the kubelet ends the pod, and does not wait for its grace: a component must not go on
 * with what it had begun. The first pause lets the kubelet see that the manifest is gone before the process is, else it
 * would start it anew.
 */
const stopScript = `rm -f "${kubeadmPaths.manifests}/$1.yaml"; sleep 0.5; while pid=$(pidof "$1"); do kill -KILL $pid; sleep 0.2; done`;

/** The control plane's components as kubeadm runs them: each a pod whose manifest is a file of the kubelet's. */
export interface StaticPods extends Control {
  readonly stop: (name: string) => Promise<void>;
}

/**
 * What ends and begins with a component. Before the kubelet starts a changed etcd, it has the API server delete the old
 * one's mirror pod, which takes that 34 s to refuse without its store; then its own probes fail, and it is killed.
 */
const dependants: Readonly<Partial<Record<string, SettableComponent>>> = { etcd: "kube-apiserver" };

/**
 * Static pods that run already, as after `kubeadm init`.
 * @param health waits until a component says that it is healthy
 * @param files what kubeadm and the components read, for these settings
 */
export function staticPodsOf(
  remote: Remote,
  services: Pick<Services, "write">,
  health: Control["healthy"],
  files: (settings: readonly Setting[]) => readonly MachineFile[],
): StaticPods {
  const running = new Set<string>(settableComponents);
  let starts = 0;
  let current: readonly Setting[] = [];
  let writing: Promise<void> = Promise.resolve();
  // One after the other: components that start side by side read the same file of kubeadm's.
  const write = (settings: readonly Setting[]): Promise<void> => {
    const work = async () => {
      for (const { path, text } of files(settings)) await services.write(path, text);
    };
    writing = writing.then(work, work);
    return writing;
  };
  const start: Control["start"] = async (name, settings) => {
    current = settings;
    if (running.has(name)) return;
    await write(settings);
    // Another manifest, another pod: the kubelet would make the same one wait as one that crashed.
    starts += 1;
    await services.write(`${patchesFolder}/${name}+merge.json`, startPatch(starts));
    const phase = ["init", "phase", ...phaseOf[name], `--config=${kubeadmFile}`];
    await mustRun(remote, `writing the manifest of ${name}`, "kubeadm", phase);
    running.add(name);
  };
  const stop = async (name: string): Promise<void> => {
    const dependant = dependants[name];
    if (dependant !== undefined) await stop(dependant);
    await mustRun(remote, `ending ${name}`, "sh", ["-c", stopScript, "sh", name]);
    running.delete(name);
  };
  return {
    start,
    stop,
    async healthy(name, signal) {
      await health(name, signal);
      const dependant = dependants[name];
      if (dependant === undefined || running.has(dependant)) return;
      await start(dependant, current);
      await health(dependant, signal);
    },
  };
}

/** A patch for kubeadm by which a manifest differs from those of earlier starts. */
export const startPatch = (starts: number): string =>
  JSON.stringify({ metadata: { annotations: { "columbo/start": String(starts) } } });
