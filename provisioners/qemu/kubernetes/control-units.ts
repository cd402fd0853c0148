import { logFile, type Site } from "../../local/site.ts";
import type { SettableComponent } from "../../local/settings.ts";
import type { ServiceUnit } from "../software/units.ts";
import type { Patience } from "../software/patience.ts";

/** Which of them must run first. */
const after: Readonly<Record<SettableComponent, readonly SettableComponent[]>> = {
  etcd: [],
  "kube-apiserver": ["etcd"],
  "kube-controller-manager": ["kube-apiserver"],
  "kube-scheduler": ["kube-apiserver"],
};

/**
 * The unit of one component of the control plane.
 * @param argv its arguments; what it is told about time comes before them, so that a setting of the experiment's wins
 */
export function controlUnit(
  site: Site,
  name: SettableComponent,
  argv: readonly string[],
  { flags }: Pick<Patience, "flags">,
): ServiceUnit {
  const told = name === "etcd" || name === "kube-controller-manager" ? flags[name] : [];
  return {
    name,
    description: `${name} of Columbo's cluster`,
    program: `/usr/local/bin/${name}`,
    argv: [...told, ...argv],
    after: after[name],
    // Both say when they are ready, which those after them wait for.
    type: name === "etcd" || name === "kube-apiserver" ? "notify" : "exec",
    log: logFile(site, name),
  };
}
