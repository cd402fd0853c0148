import type { ReaderLine } from "./entry.ts";

type Named = Pick<ReaderLine, "component" | "kind" | "group" | "name">;

/** The configuration file that a component reads: its fields go by the component's name alone. */
const ownFile: Readonly<Record<string, string>> = {
  "kube-proxy": "KubeProxyConfiguration",
  "kube-scheduler": "KubeSchedulerConfiguration",
  kubelet: "KubeletConfiguration",
};

const isOwnField = ({ component, kind, group }: Named): boolean =>
  kind === "field" && ownFile[component] === group;

/**
 * The ids of parameters, which must be all of a catalogue: flags, gates and fields of a component's own configuration
 * file are `<component>.<name>`, fields of anything else `<component>.<group>.<name>`. A flag that is called like a
 * field of the same component keeps its dashes: `kubelet.--address`.
 */
export function idsOf<T extends Named>(all: readonly T[]): ReadonlyMap<T, string> {
  const plain = (one: Named): string => `${one.component}.${one.name}`;
  const fields = new Set(all.filter(isOwnField).map((one) => plain(one).toLowerCase()));
  const idOf = (one: Named): string => {
    if (one.kind === "field" && !isOwnField(one)) return `${one.component}.${one.group}.${one.name}`;
    const taken = one.kind === "flag" && fields.has(plain(one).toLowerCase());
    return taken ? `${one.component}.--${one.name}` : plain(one);
  };
  return new Map(all.map((one) => [one, idOf(one)]));
}
