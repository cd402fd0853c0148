import { accelerationSigns, judgeAcceleration } from "../qemu/acceleration.ts";
import { localHost } from "../qemu/hosts/machine-host.ts";
import { lacksForMachines } from "../qemu/lacks.ts";
import { verdict, type Verdict } from "./finding.ts";

/** What virtual machines need, and who would run their instructions. */
export async function virtualMachines(): Promise<Verdict> {
  const lacks = await lacksForMachines({});
  const found =
    lacks.length === 0
      ? "root, QEMU, libvirt, mmdebstrap and Ansible"
      : lacks.map(({ what }) => what).join("; ");
  return verdict("optional", lacks.length === 0, found, lacks[0]?.mend);
}

/** Who runs the machines' instructions. Nothing is started to find out: a run tries it before it relies on it. */
export async function acceleration(): Promise<Verdict> {
  const host = localHost();
  const { by, says } = judgeAcceleration("this machine", await accelerationSigns(host));
  return verdict(
    "optional",
    by === "kvm",
    says,
    "use a machine whose processor shows vmx or svm, with /dev/kvm",
  );
}
