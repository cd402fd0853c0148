import type { Acceleration } from "./acceleration.ts";
import type { SshKey } from "./ssh/keys.ts";

/** What a machine is told before it starts: who it is, and whom it lets in. */
export interface Identity {
  readonly hostName: string;
  readonly address: string;
  readonly gateway: string;
  readonly bits: number;
  /** The machine's own, made here so that it is known before it first answers. */
  readonly hostKey: SshKey;
  /** The public key of whoever may log in as root. */
  readonly authorizedKey: string;
  /** Names of the run's machines with their addresses. */
  readonly hosts: readonly { readonly name: string; readonly address: string }[];
}

/** Where a machine is. */
export type Whereabouts = Pick<Identity, "hostName" | "address" | "gateway" | "bits">;

/**
 * Arguments of the guest's kernel. systemd's network generator reads `ip=`: no name server is asked and nothing waited
 * for. Of an emulated processor the kernel believes that its cores count time each for itself and asks a device instead,
 * which costs a pass through the emulator for each look at the clock; QEMU gives all cores one counter. Sources:
 * kernel-command-line(7), systemd-network-generator(8), Linux' kernel-parameters.txt and unsynchronized_tsc().
 */
export function kernelArguments(
  { hostName, address, gateway, bits }: Whereabouts,
  acceleration: Acceleration["by"],
): string {
  return [
    "root=/dev/vda rw console=ttyS0 quiet net.ifnames=0",
    ...(acceleration === "tcg" ? ["tsc=reliable"] : []),
    `systemd.hostname=${hostName}`,
    `ip=${address}::${gateway}:${maskOf(bits)}:${hostName}:eth0:off`,
  ].join(" ");
}

function maskOf(bits: number): string {
  const mask = 2 ** 32 - 2 ** (32 - bits);
  return [24, 16, 8, 0].map((shift) => String(Math.floor(mask / 2 ** shift) % 256)).join(".");
}

/** The credential by which systemd-tmpfiles gets more to do. */
export const filesCredential = "tmpfiles.extra";

/**
 * What systemd reads from the machine's firmware as it starts: the keys, by systemd-tmpfiles, and the names of the
 * others. "f+~" overwrites what an interrupted start may have left, and takes Base64. Sources:
 * systemd.system-credentials(7), tmpfiles.d(5).
 */
export function credentialOf({ hostKey, authorizedKey, hosts }: Identity): string {
  const table = ["127.0.0.1 localhost", ...hosts.map(({ name, address }) => `${address} ${name}`)];
  const lines = [
    "d /root/.ssh 0700 root root -",
    file("/root/.ssh/authorized_keys", "0600", `${authorizedKey}\n`),
    file("/etc/ssh/ssh_host_ed25519_key", "0600", hostKey.privateKey),
    file("/etc/ssh/ssh_host_ed25519_key.pub", "0644", `${hostKey.publicKey}\n`),
    file("/etc/hosts", "0644", `${table.join("\n")}\n`),
  ];
  return `${lines.join("\n")}\n`;
}

function file(path: string, mode: string, text: string): string {
  return `f+~ ${path} ${mode} root root - ${Buffer.from(text).toString("base64")}`;
}
