import { stringify } from "yaml";
import type { Right } from "../../contract.ts";

/** A rule of a Role or ClusterRole (rbac.authorization.k8s.io/v1 PolicyRule). */
export type PolicyRule =
  | {
      readonly apiGroups: readonly string[];
      readonly resources: readonly string[];
      readonly verbs: readonly string[];
    }
  | { readonly nonResourceURLs: readonly string[]; readonly verbs: readonly string[] };

/** The fewest rules that give these rights, one for each resource; namespaces are the binding's business. */
export function rulesFor(rights: readonly Right[]): readonly PolicyRule[] {
  const verbs = new Map<string, Set<string>>();
  for (const { group = "", resource = "", path = "", verb } of rights) {
    const key = [group, resource, path].join(" ");
    verbs.set(key, (verbs.get(key) ?? new Set()).add(verb));
  }
  return [...verbs].map(([key, set]): PolicyRule => {
    const [group = "", resource = "", path = ""] = key.split(" ");
    return path === ""
      ? { apiGroups: [group], resources: [resource], verbs: [...set] }
      : { nonResourceURLs: [path], verbs: [...set] };
  });
}

/** The rules that would allow this, as YAML for the `rules` of a ClusterRole, or of a Role in each namespace named. */
export function grantOf(rights: readonly Right[]): string {
  return [...Map.groupBy(rights, ({ namespace }) => namespace)]
    .map(([namespace, own]) => {
      const where = namespace === undefined ? "" : `# in namespace ${namespace}\n`;
      return `${where}${stringify(rulesFor(own)).trimEnd()}`;
    })
    .join("\n");
}
