import { ProvisionError } from "../../errors.ts";
import type { Finished } from "../../process.ts";
import type { MachineHost } from "./machine-host.ts";

/** The daemon for all of a host's users: the only one that can put machines onto a bridge. */
const connection = ["--connect", "qemu:///system"];

const askMs = 30_000;
/** QEMU's abilities are probed when libvirt has not seen them yet, which takes seconds for each emulator. */
const createMs = 180_000;

/** libvirt of one host. */
export interface Libvirt {
  /** The daemon's version, for example "9.0.0". */
  version(): Promise<string>;
  /** Starts a transient domain from a file with its XML; resolves with the seconds that it took. */
  create(file: string, signal: AbortSignal): Promise<number>;
  /** Whether it is there and runs. */
  runs(name: string): Promise<boolean>;
  /** Ends a domain at once; nothing happens when there is none of this name. */
  destroy(name: string): Promise<void>;
  /** Names of all domains. */
  names(): Promise<readonly string[]>;
}

/** libvirt of a host, through its own `virsh`. */
export function libvirtOf(host: MachineHost): Libvirt {
  const virsh = (argv: readonly string[], deadlineMs: number, signal?: AbortSignal): Promise<Finished> =>
    host.run("virsh", [...connection, ...argv], { deadlineMs, ...(signal && { signal }) });
  const must = async (what: string, argv: readonly string[], deadlineMs = askMs, signal?: AbortSignal) => {
    const finished = await virsh(argv, deadlineMs, signal);
    signal?.throwIfAborted();
    if (finished.exitCode !== 0) throw libvirtFault(host.name, what, finished);
    return finished.stdout;
  };
  return {
    async version() {
      const told = await must("asking for its version", ["version", "--daemon"]);
      const found = daemonVersion(told);
      if (found === undefined)
        throw new ProvisionError(`virsh on ${host.name} names no version of its daemon: ${told.trim()}`, 3);
      return found;
    },
    async create(file, signal) {
      const start = performance.now();
      await must("starting a machine", ["create", file], createMs, signal);
      return (performance.now() - start) / 1000;
    },
    async runs(name) {
      const { exitCode, stdout } = await virsh(["domstate", name], askMs);
      return exitCode === 0 && stdout.trim() === "running";
    },
    async destroy(name) {
      const finished = await virsh(["destroy", name], askMs);
      if (finished.exitCode !== 0 && !isAbsent(finished))
        throw libvirtFault(host.name, `ending ${name}`, finished);
    },
    async names() {
      const told = await must("listing machines", ["list", "--all", "--name"]);
      return told
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "");
    },
  };
}

/** The daemon's version in what `virsh version --daemon` prints. */
export function daemonVersion(told: string): string | undefined {
  return /^Running against daemon: (\d+\.\d+\.\d+)/m.exec(told)?.[1];
}

function isAbsent({ stderr }: Finished): boolean {
  return /failed to get domain|Domain not found|domain is not running/i.test(stderr);
}

/** What virsh said, and what to do about it where that is known. */
export function libvirtFault(host: string, what: string, { stderr, failure }: Finished): ProvisionError {
  const said =
    failure ??
    stderr
      .trim()
      .replaceAll(/^error: /gm, "")
      .replaceAll("\n", "; ");
  const mend = mends.find(({ when }) => when.test(said))?.mend;
  const advice = mend === undefined ? "" : `: ${mend}`;
  return new ProvisionError(`libvirt on ${host} refused ${what} (${said})${advice}`, 3);
}

const mends: readonly { readonly when: RegExp; readonly mend: string }[] = [
  {
    when: /failed to connect to the hypervisor|Failed to connect socket|Cannot recv data|End of file while reading/i,
    mend: "start its daemon, for example with `systemctl start libvirtd`",
  },
  {
    when: /authentication unavailable|Permission denied.*libvirt-sock|access denied/i,
    mend: "become root, or a member of the group libvirt",
  },
  { when: /No space left on device/i, mend: "free some disk space, or set base_path to a larger disk" },
  {
    when: /cannot allocate memory|Cannot set up guest memory/i,
    mend: "ask for fewer machines or less memory",
  },
  { when: /command not found|ENOENT/i, mend: "install the package libvirt-clients" },
];
