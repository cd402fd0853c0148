import type { Setting } from "../../../knowledge/index.ts";
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
export interface StaticPods {
  readonly start: (name: SettableComponent, settings: readonly Setting[]) => Promise<void>;
  readonly stop: (name: string) => Promise<void>;
}

/**
 * Static pods that run already, as after `kubeadm init`.
 * @param files what kubeadm and the components read, for these settings
 */
export function staticPodsOf(
  remote: Remote,
  services: Pick<Services, "write">,
  files: (settings: readonly Setting[]) => readonly MachineFile[],
): StaticPods {
  const running = new Set<string>(settableComponents);
  let starts = 0;
  return {
    async start(name, settings) {
      if (running.has(name)) return;
      for (const { path, text } of files(settings)) await services.write(path, text);
      // Another manifest, another pod: the kubelet would make the same one wait as one that crashed.
      starts += 1;
      await services.write(`${patchesFolder}/${name}+merge.json`, startPatch(starts));
      const phase = ["init", "phase", ...phaseOf[name], `--config=${kubeadmFile}`];
      await mustRun(remote, `writing the manifest of ${name}`, "kubeadm", phase);
      running.add(name);
    },
    async stop(name) {
      await mustRun(remote, `ending ${name}`, "sh", ["-c", stopScript, "sh", name]);
      running.delete(name);
    },
  };
}

/** A patch for kubeadm by which a manifest differs from those of earlier starts. */
export const startPatch = (starts: number): string =>
  JSON.stringify({ metadata: { annotations: { "columbo/start": String(starts) } } });
