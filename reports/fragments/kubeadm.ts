import { stringify } from "yaml";
import type { Component } from "../../knowledge/index.ts";
import { schedulerConfiguration, schedulerFile } from "./scheduler.ts";
import { flagsOf, type SettingOf } from "./settings.ts";

/** Where ClusterConfiguration keeps each component, and its name for `kubeadm init phase`. */
const places: readonly {
  readonly component: Component;
  readonly path: readonly string[];
  readonly phase: string;
}[] = [
  { component: "kube-apiserver", path: ["apiServer"], phase: "control-plane apiserver" },
  {
    component: "kube-controller-manager",
    path: ["controllerManager"],
    phase: "control-plane controller-manager",
  },
  { component: "kube-scheduler", path: ["scheduler"], phase: "control-plane scheduler" },
  { component: "etcd", path: ["etcd", "local"], phase: "etcd local" },
];

/** kubeadm mounts no file by itself: the scheduler sees its configuration only through a volume of its own. */
const schedulerVolume = {
  name: "scheduler-config",
  hostPath: schedulerFile,
  mountPath: schedulerFile,
  readOnly: true,
  pathType: "File",
};

/**
 * A ClusterConfiguration (kubeadm v1beta4, where extraArgs is a list) with these settings; undefined when none
 * of them belongs there. Values are strings there whatever their type.
 */
export function clusterConfiguration(settings: readonly SettingOf[]): string | undefined {
  const usesFile = schedulerConfiguration(settings) !== undefined;
  const parts = places.flatMap(({ component, path }) => {
    const withFile = component === "kube-scheduler" && usesFile;
    const extraArgs = [
      ...(withFile ? [{ name: "config", value: schedulerFile }] : []),
      ...flagsOf(settings, component),
    ];
    if (extraArgs.length === 0) return [];
    const body = { extraArgs, ...(withFile ? { extraVolumes: [schedulerVolume] } : {}) };
    return Object.entries(
      path.reduceRight<Record<string, unknown>>((inner, key) => ({ [key]: inner }), body),
    );
  });
  if (parts.length === 0) return undefined;
  return stringify({
    apiVersion: "kubeadm.k8s.io/v1beta4",
    kind: "ClusterConfiguration",
    ...Object.fromEntries(parts),
  });
}

/** The commands that write the static pod manifests of these components anew; kubelet then restarts them. */
export function kubeadmCommands(components: readonly Component[]): string {
  return places
    .filter(({ component }) => components.includes(component))
    .map(({ phase }) => `kubeadm init phase ${phase} --config kubeadm.yaml`)
    .join("\n");
}

/**
 * The commands that restart a static pod whose manifest did not change: kubelet looks into its folder every 20
 * seconds (fileCheckFrequency) at the latest, and must see the folder without the manifest.
 */
export function restartCommands(component: Component): string {
  return [
    `mv /etc/kubernetes/manifests/${component}.yaml /etc/kubernetes/${component}.yaml`,
    "sleep 20",
    `mv /etc/kubernetes/${component}.yaml /etc/kubernetes/manifests/${component}.yaml`,
  ].join("\n");
}

/** The same settings as command lines, one component each, for clusters that kubeadm did not make. */
export function plainFlags(settings: readonly SettingOf[]): string {
  const usesFile = schedulerConfiguration(settings) !== undefined;
  return places
    .flatMap(({ component }) => {
      const flags = flagsOf(settings, component).map(({ name, value }) => `--${name}=${value}`);
      if (component === "kube-scheduler" && usesFile) flags.unshift(`--config=${schedulerFile}`);
      return flags.length === 0 ? [] : [[component, ...flags].join(" ")];
    })
    .join("\n");
}
