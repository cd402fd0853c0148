import type { Machine } from "../layout/machines.ts";

/** Domains of a run begin with this; a machine's name follows. */
export const domainPrefix = (id: string): string => `columbo-${id}-`;

/** The name of a machine's domain. */
export const domainName = (id: string, machine: string): string => `${domainPrefix(id)}${machine}`;

/** How a machine starts: straight into the kernel of Columbo's own image, or from the disk of a foreign one. */
export type Boot =
  | {
      readonly kind: "kernel";
      readonly kernel: string;
      readonly initrd: string;
      readonly commandLine: string;
    }
  | {
      readonly kind: "disk";
      /** The disk with what cloud-init reads. */
      readonly seed: string;
      /** The disk with Kubernetes' programs. */
      readonly software?: string;
    };

/** What makes a machine a domain of one host's libvirt. */
export interface Domain {
  /** Unique on its host: the run's id and the machine's name. */
  readonly name: string;
  /** The run's id, by which leftovers are told from other people's domains. */
  readonly run: string;
  readonly machine: Machine;
  readonly acceleration: "kvm" | "tcg";
  readonly boot: Boot;
  /** The overlay that it writes to. */
  readonly disk: string;
  readonly bridge: string;
  readonly hardwareAddress: string;
  /** What it prints on its console. */
  readonly console: string;
  /** Cores of the host that its vCPUs are pinned to. */
  readonly pinnedTo?: readonly number[];
  /** Files of the host that systemd in the guest reads as credentials, by name. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** MiB for the code that TCG has translated, of each machine; 512 were flushed twice within twelve pods. */
export const translationCacheMiB = 1024;

/** What the emulator itself takes beside the guest's memory and the translated code, bytes. */
export const emulatorBytes = 256 * 1024 ** 2;
