import { findParameter, type Component, type ParameterValue, type Setting } from "../../knowledge/index.ts";
import { ProvisionError } from "../errors.ts";

/** What one component is started with besides Columbo's own arguments. */
export interface ComponentSettings {
  /** Extra arguments, for example `--kube-api-qps=50`; sorted, so that equal settings are equal texts. */
  readonly flags: readonly string[];
  /** Values of its configuration file, by dotted path. */
  readonly config: ReadonlyMap<string, ParameterValue>;
}

/** The components that a local cluster can set anything on, in the order of their need for each other. */
export const settableComponents = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
] as const satisfies readonly Component[];

export type SettableComponent = (typeof settableComponents)[number];

const isSettable = (component: Component): component is SettableComponent =>
  (settableComponents as readonly Component[]).includes(component);

/**
 * Sorts settings by the component that takes them.
 * @throws ProvisionError for a parameter that this provisioner has nowhere to set.
 */
export function settingsByComponent(
  settings: readonly Setting[],
): Readonly<Record<SettableComponent, ComponentSettings>> {
  const flags = new Map<Component, string[]>();
  const config = new Map<Component, Map<string, ParameterValue>>();
  for (const { parameter: id, value } of settings) {
    const parameter = findParameter(id);
    if (parameter === undefined) throw new TypeError(`unknown parameter ${id}`);
    const { component, set } = parameter;
    const byFile = set.by === "config-file";
    if (!isSettable(component) || byFile !== (component === "kube-scheduler"))
      throw new ProvisionError(`not yet available in Columbo: ${id} cannot be set on a local cluster`, 3);
    if (byFile) {
      config.set(
        component,
        (config.get(component) ?? new Map<string, ParameterValue>()).set(set.path, value),
      );
    } else {
      flags.set(component, [...(flags.get(component) ?? []), `${set.flag}=${value}`].sort());
    }
  }
  const of = (component: SettableComponent): ComponentSettings => ({
    flags: flags.get(component) ?? [],
    config: config.get(component) ?? new Map<string, ParameterValue>(),
  });
  return {
    etcd: of("etcd"),
    "kube-apiserver": of("kube-apiserver"),
    "kube-controller-manager": of("kube-controller-manager"),
    "kube-scheduler": of("kube-scheduler"),
  };
}

/** The components whose settings differ. */
export function componentsConcerned(
  before: readonly Setting[],
  after: readonly Setting[],
): readonly SettableComponent[] {
  const text = ({ flags, config }: ComponentSettings) => JSON.stringify([flags, [...config].sort()]);
  const [old, next] = [settingsByComponent(before), settingsByComponent(after)];
  return settableComponents.filter((component) => text(old[component]) !== text(next[component]));
}
