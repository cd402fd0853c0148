import { findParameter, type Component, type ParameterValue, type Setting } from "../../knowledge/index.ts";
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

/** Everything that takes settings at its start: the control plane and the nodes' kubelets. */
type Taker = SettableComponent | "kubelet";

/** How each of them takes a value. */
const ways: Readonly<Record<Taker, readonly ("flag" | "config-file")[]>> = {
  etcd: ["flag"],
  "kube-apiserver": ["flag"],
  "kube-controller-manager": ["flag"],
  "kube-scheduler": ["config-file"],
  kubelet: ["flag", "config-file"],
};

const isTaker = (component: Component): component is Taker => component in ways;

/**
 * Sorts settings by the component that takes them. Those of the workload go with the next deployment's manifests, so
 * no component takes them.
 * @throws ProvisionError for a parameter that this provisioner has nowhere to set.
 */
export function settingsByComponent(
  settings: readonly Setting[],
): Readonly<Record<Taker, ComponentSettings>> {
  const flags = new Map<Component, string[]>();
  const config = new Map<Component, Map<string, ParameterValue>>();
  for (const { parameter: id, value } of settings) {
    const parameter = findParameter(id);
    if (parameter === undefined) throw new TypeError(`unknown parameter ${id}`);
    const { component, set } = parameter;
    if (component === "workload") continue;
    if (set.by === "workload" || !isTaker(component) || !ways[component].includes(set.by))
      throw new ProvisionError(`not yet available in Columbo: ${id} cannot be set on a local cluster`, 3);
    if (set.by === "config-file") {
      config.set(
        component,
        (config.get(component) ?? new Map<string, ParameterValue>()).set(set.path, value),
      );
    } else {
      flags.set(component, [...(flags.get(component) ?? []), `${set.flag}=${value}`].sort());
    }
  }
  const of = (component: Taker): ComponentSettings => ({
    flags: flags.get(component) ?? [],
    config: config.get(component) ?? new Map<string, ParameterValue>(),
  });
  return {
    etcd: of("etcd"),
    "kube-apiserver": of("kube-apiserver"),
    "kube-controller-manager": of("kube-controller-manager"),
    "kube-scheduler": of("kube-scheduler"),
    kubelet: of("kubelet"),
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

/** Whether the settings of the kubelets differ. */
export function kubeletsConcerned(before: readonly Setting[], after: readonly Setting[]): boolean {
  return textOf(settingsByComponent(before).kubelet) !== textOf(settingsByComponent(after).kubelet);
}

/**
 * Refuses settings that have nowhere to go.
 * @throws ProvisionError, as settingsByComponent, and for a kubelet's settings where no node has a kubelet
 */
export function checkSettings(settings: readonly Setting[], hasKubelets: boolean): void {
  settingsByComponent(settings);
  const lost = settings.find(({ parameter }) => findParameter(parameter)?.component === "kubelet");
  if (lost !== undefined && !hasKubelets)
    throw new ProvisionError(
      `${lost.parameter} has no effect: none of the cluster's nodes has a kubelet, so give it a real or a hollow node or leave the setting out`,
      3,
    );
}
