import { ProvisionError } from "../errors.ts";
import { consoleEnd } from "./console.ts";
import type { MachineHost } from "./hosts/machine-host.ts";
import { libvirtOf } from "./hosts/libvirt.ts";
import type { Patience } from "./software/patience.ts";
import { reach, type Reaching } from "./ssh/reach.ts";
import type { Remote, RemoteAddress } from "./ssh/remote.ts";

/** A machine that was started and that nobody has logged into yet. */
export interface StartedMachine {
  readonly name: string;
  readonly host: MachineHost;
  /** Its domain on that host. */
  readonly domain: string;
  /** The run's folder there. */
  readonly hostFolder: string;
  readonly address: RemoteAddress;
  /** Whether its image is one of the user's, which cloud-init sets up. */
  readonly isOwn: boolean;
}

/**
 * Waits until a machine lets itself be logged into.
 * @param again what is done about one that stays silent; not of the user's own images, which may take their time
 * @throws ProvisionError with its last words, or the signal's reason
 */
export async function loginTo(
  { name, host, domain, hostFolder, address, isOwn }: StartedMachine,
  { sshMs }: Pick<Patience, "sshMs">,
  again: Reaching["again"],
  signal: AbortSignal,
): Promise<Remote> {
  const remote = await reach(name, address, {
    // cloud-init takes longer than all else, and gives the machine its key while SSH may answer already.
    deadlineMs: isOwn ? 3 * sshMs : sshMs,
    ...(isOwn ? { mayAnswerAsAnother: true } : { again }),
    signal,
    lives: () => libvirtOf(host).runs(domain),
    lastWords: () => consoleEnd(host, hostFolder, name),
  });
  if (isOwn) await untilSettled(remote, 3 * sshMs);
  return remote;
}

/** Waits until cloud-init has done all that it was told. */
async function untilSettled(remote: Remote, deadlineMs: number): Promise<void> {
  const { failure, stdout } = await remote.run("cloud-init", ["status", "--wait", "--long"], { deadlineMs });
  if (failure === undefined && /status: (done|degraded)/.test(stdout)) return;
  remote.close();
  throw new ProvisionError(
    `cloud-init on machine ${remote.name} did not come to its end (${failure ?? stdout.trim().replaceAll(/\s*\n\s*/g, "; ")})`,
    3,
  );
}

/** Machines that were started together, of which each answers once. */
export interface RollCall {
  answered(): void;
  /** Whether those that are still silent have been so for too long, since the others answered. */
  isLate(silentMs: number): boolean;
}

/**
 * They share their hosts and start alike, however slow those are: when half have answered and no more have for a while,
 * the rest will not. Seen once in some 150 starts of emulated machines, one that ran, printed nothing and never came onto
 * the network.
 * @param now a clock, ms
 */
export function rollCall(machines: number, now: () => number = () => performance.now()): RollCall {
  let count = 0;
  let last = 0;
  return {
    answered() {
      count += 1;
      last = now();
    },
    isLate: (silentMs) => count > 0 && 2 * count >= machines && now() - last > silentMs,
  };
}
