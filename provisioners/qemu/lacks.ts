import type { Plan } from "../../experiments/index.ts";
import type { Lack } from "../contract.ts";
import { findProgram } from "../executable.ts";
import { install } from "../local/real/lacks.ts";
import { libvirtOf, type Libvirt } from "./hosts/libvirt.ts";
import { localHost } from "./hosts/machine-host.ts";

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
  genisoimage: "genisoimage",
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

/** The first libvirt that knows the cache of QEMU's translator. Source: libvirt's "Domain XML format", tb-cache. */
const oldestLibvirt = "8.0.0";

/** What this machine lacks for a plan's virtual machines; changes nothing. */
export async function lacksForMachines(plan: Pick<Plan, "continuum">): Promise<readonly Lack[]> {
  const lacks = await lacksToInstall(plan);
  return lacks.length > 0 ? lacks : lacksOfDaemon(libvirtOf(localHost()));
}

/** The same but for libvirt's daemon, which may yet be started. */
export async function lacksToInstall(plan: Pick<Plan, "continuum">): Promise<readonly Lack[]> {
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
  // The one builds an image, the other makes somebody else's a machine of the run.
  const unneeded = plan.continuum?.image === undefined ? "genisoimage" : "mmdebstrap";
  const packages = (await missingPackages()).filter((name) => name !== unneeded);
  if (packages.length === 0) return [];
  return [
    {
      what: `virtual machines need ${packages.join(", ")}, which are not installed`,
      mend: install(packages.join(" ")),
    },
  ];
}

/** That libvirt's daemon does not answer, or is too old. */
export async function lacksOfDaemon(libvirt: Pick<Libvirt, "version">): Promise<readonly Lack[]> {
  let version: string;
  try {
    version = await libvirt.version();
  } catch (error) {
    return [
      {
        what: error instanceof Error ? error.message : String(error),
        mend: "systemctl start libvirtd, or without systemd: bash scripts/start-libvirtd.sh",
      },
    ];
  }
  if (version.localeCompare(oldestLibvirt, "en", { numeric: true }) >= 0) return [];
  return [
    {
      what: `libvirt here is ${version}, and virtual machines need ${oldestLibvirt} or later`,
      mend: "install a later libvirt, for example that of Debian 12 or Ubuntu 22.04",
    },
  ];
}
