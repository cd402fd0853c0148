import type { Plan } from "../../experiments/index.ts";
import type { Lack } from "../contract.ts";
import { findProgram } from "../executable.ts";
import { install } from "../local/real/lacks.ts";

/** Programs of this machine that virtual machines need, with the Debian package that brings each. */
const programPackages = {
  virsh: "libvirt-clients",
  libvirtd: "libvirt-daemon-system",
  "qemu-system-x86_64": "qemu-system-x86",
  "qemu-img": "qemu-utils",
  mmdebstrap: "mmdebstrap",
  mke2fs: "e2fsprogs",
  "ansible-playbook": "ansible-core",
  ssh: "openssh-client",
  "ssh-keygen": "openssh-client",
  ip: "iproute2",
} as const;

/** What is not installed, by package. */
export async function missingPackages(folders?: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(
    Object.entries(programPackages).map(async ([name, debian]) =>
      (await findProgram(name, folders)) === undefined ? [debian] : [],
    ),
  );
  return [...new Set(found.flat())];
}

/** What this machine lacks for a plan's virtual machines; changes nothing. */
export async function lacksForMachines(plan: Pick<Plan, "continuum">): Promise<readonly Lack[]> {
  if (process.platform !== "linux")
    return [
      {
        what: `virtual machines of QEMU need Linux, and this is ${process.platform}`,
        mend: "run Columbo on a Linux machine",
      },
    ];
  if (process.getuid?.() !== 0)
    return [
      {
        what: "the machines' network and image need root, and this is an ordinary user",
        mend: "run Columbo as root",
      },
    ];
  const packages = (await missingPackages()).filter(
    (name) => name !== "mmdebstrap" || plan.continuum?.image === undefined,
  );
  if (packages.length === 0) return [];
  return [
    {
      what: `virtual machines need ${packages.join(", ")}, which are not installed`,
      mend: install(packages.join(" ")),
    },
  ];
}
