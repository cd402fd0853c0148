import { choice, text } from "../kinds.ts";
import { nodesOf, type Known, type Problem } from "../known.ts";
import { byDefault, unset } from "../option.ts";

/** Virtual machines on this host and on `external_physical_machines`; Columbo's own options stand in `[qemu]`. */
export const qemu = {
  options: {
    acceleration: choice(
      ["auto", "kvm", "tcg"],
      byDefault("auto"),
      "who runs the machines' instructions: the processor (kvm), software (tcg), or what works here",
    ),
    image: text(
      unset,
      "disk image of your own with cloud-init, relative to the .cfg file; unset = one that is built from Debian's packages",
    ),
    bridge: text(
      unset,
      "bridge that machines of several hosts share, made beforehand; unset = one of the run's own, on one host",
    ),
    playbook: text(
      unset,
      "Ansible playbook of your own, relative to the .cfg file, that is played once the software is there",
    ),
  },
  check: checkQemu,
};

/** Machines of several hosts reach each other over a bridge that Columbo cannot make. */
function checkQemu(known: Known): readonly Problem[] {
  const hosts = known.get("external_physical_machines");
  const nodes = nodesOf(known);
  if (!Array.isArray(hosts) || hosts.length === 0 || nodes === undefined) return [];
  if (typeof known.get("bridge") === "string") return [];
  const text =
    "expected the name of a bridge that all hosts have, since there are external_physical_machines";
  return [{ key: "bridge", text, warning: true }];
}
