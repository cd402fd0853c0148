import { whyNotSettable, type NodeKind } from "../../experiments/index.ts";
import {
  findParameter,
  type Component,
  type ParameterValue,
  type SetBy,
  type Setting,
} from "../../knowledge/index.ts";
import { ProvisionError } from "../errors.ts";

/** What one component is started with besides Columbo's own arguments. */
export interface ComponentSettings {
  /** Extra arguments, for example `--kube-api-qps=50`; sorted, so that equal settings are equal texts. */
  readonly flags: readonly string[];
  /** Values of its configuration file, by dotted path. */
  readonly config: ReadonlyMap<string, ParameterValue>;
}

/** The control plane's components that settings can be made on, in the order of their need for each other. */
export const settableComponents = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
] as const satisfies readonly Component[];

export type SettableComponent = (typeof settableComponents)[number];

/** Everything that takes settings at its start: the control plane, and the kubelets and container runtimes of nodes. */
type Taker = SettableComponent | "kubelet" | "containerd";

/** How each of them takes a value; an object of the API is taken without a start. */
const ways: Readonly<Record<Taker, readonly SetBy["by"][]>> = {
  etcd: ["flag"],
  "kube-apiserver": ["flag", "feature-gate", "api-object"],
  "kube-controller-manager": ["flag"],
  "kube-scheduler": ["config-file", "feature-gate"],
  kubelet: ["config-file", "feature-gate"],
  containerd: ["config-file"],
};

const isTaker = (component: Component): component is Taker => component in ways;

/** What of a setting its component is started with. */
interface Written {
  readonly component: Taker;
  readonly set: Exclude<SetBy, { readonly by: "workload" } | { readonly by: "api-object" }>;
  readonly value: ParameterValue;
}

/** @throws ProvisionError for a parameter that this provisioner has nowhere to set */
function written({ parameter: id, value }: Setting): readonly Written[] {
  const parameter = findParameter(id);
  if (parameter === undefined) throw new TypeError(`unknown parameter ${id}`);
  const { component, set, notHere } = parameter;
  if (notHere !== undefined) throw new ProvisionError(`${id} cannot be set: ${notHere}`, 3);
  if (component === "workload") return [];
  if (!isTaker(component) || !ways[component].includes(set.by))
    throw new ProvisionError(`${id} cannot be set on a local cluster, which runs no ${component}`, 3);
  return set.by === "workload" || set.by === "api-object" ? [] : [{ component, set, value }];
}

/** Gates are one argument of the control plane's components, and fields like others in a kubelet's file. */
function gateFlags(all: readonly Written[]): readonly string[] {
  const gates = all.flatMap(({ set, value }) => (set.by === "feature-gate" ? [`${set.gate}=${value}`] : []));
  return gates.length === 0 ? [] : [`--feature-gates=${gates.sort().join(",")}`];
}

function settingsOf(component: Taker, all: readonly Written[]): ComponentSettings {
  const own = all.filter((one) => one.component === component);
  const flags = own.flatMap(({ set, value }) => (set.by === "flag" ? [`${set.flag}=${value}`] : []));
  const config = new Map(
    own.flatMap(({ set, value }) => (set.by === "config-file" ? [[set.path, value] as const] : [])),
  );
  if (component !== "kubelet") return { flags: [...flags, ...gateFlags(own)].sort(), config };
  for (const { set, value } of own)
    if (set.by === "feature-gate") config.set(`featureGates.${set.gate}`, value);
  return { flags, config };
}

/**
 * Sorts settings by the component that takes them at its start. Those of the workload go with the next deployment's
 * manifests and objects of the API are written while everything runs, so no component takes them.
 * @throws ProvisionError for a parameter that this provisioner has nowhere to set.
 */
export function settingsByComponent(
  settings: readonly Setting[],
): Readonly<Record<Taker, ComponentSettings>> {
  const all = settings.flatMap(written);
  return {
    etcd: settingsOf("etcd", all),
    "kube-apiserver": settingsOf("kube-apiserver", all),
    "kube-controller-manager": settingsOf("kube-controller-manager", all),
    "kube-scheduler": settingsOf("kube-scheduler", all),
    kubelet: settingsOf("kubelet", all),
    containerd: settingsOf("containerd", all),
  };
}

const textOf = ({ flags, config }: ComponentSettings): string => JSON.stringify([flags, [...config].sort()]);

/** The components of the control plane whose settings differ. */
export function componentsConcerned(
  before: readonly Setting[],
  after: readonly Setting[],
): readonly SettableComponent[] {
  const [old, next] = [settingsByComponent(before), settingsByComponent(after)];
  return settableComponents.filter((component) => textOf(old[component]) !== textOf(next[component]));
}

/** Whether the settings of what runs on nodes differ: of kubelets, or of the runtimes below them. */
export function nodesConcerned(before: readonly Setting[], after: readonly Setting[]): boolean {
  const [old, next] = [settingsByComponent(before), settingsByComponent(after)];
  return textOf(old.kubelet) !== textOf(next.kubelet) || runtimesConcerned(before, after);
}

/** Whether the settings of the container runtimes differ. */
export function runtimesConcerned(before: readonly Setting[], after: readonly Setting[]): boolean {
  const [old, next] = [settingsByComponent(before), settingsByComponent(after)];
  return textOf(old.containerd) !== textOf(next.containerd);
}

/**
 * Refuses settings that have nowhere to go.
 * @throws ProvisionError, as settingsByComponent, and for what only some kinds of nodes have where there are none
 */
export function checkSettings(settings: readonly Setting[], kinds: readonly NodeKind[]): void {
  settingsByComponent(settings);
  for (const { parameter: id } of settings) {
    const parameter = findParameter(id);
    const why = parameter && whyNotSettable(parameter, "local", kinds);
    if (why !== undefined) throw new ProvisionError(`${id} cannot be set: ${why}`, 3);
  }
}
