import { readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { ProvisionError } from "../../errors.ts";
import { run } from "../../process.ts";
import { connect, type RemoteAddress } from "../ssh/remote.ts";
import { localHost, remoteHost, type MachineHost } from "./machine-host.ts";

const readyMs = 20_000;
const askMs = 10_000;

/** Where OpenSSH looks for a user's keys. */
const keyNames = ["id_ed25519", "id_ecdsa", "id_rsa"] as const;

/** The hosts of a run: this machine first. */
export type Hosts = readonly [MachineHost, ...MachineHost[]];

/** This machine and the named others, in this order; whoever gets them closes them. */
export async function openHosts(names: readonly string[]): Promise<Hosts> {
  const open: [MachineHost, ...MachineHost[]] = [localHost()];
  try {
    for (const name of names) open.push(await openHost(name));
    return open;
  } catch (error) {
    closeHosts(open);
    throw error;
  }
}

export function closeHosts(hosts: readonly MachineHost[]): void {
  for (const host of hosts) host.close();
}

/**
 * Another host, by the user's own SSH keys.
 * @throws ProvisionError when it is not known, or lets nobody in
 */
export async function openHost(name: string): Promise<MachineHost> {
  const { user, host, port } = parsedHost(name);
  const hostKeys = await knownKeys(host, port);
  if (hostKeys.length === 0)
    throw new ProvisionError(
      `the SSH host key of ${name} is not known here: log in once with \`ssh ${name}\` and compare its fingerprint`,
      3,
    );
  try {
    return remoteHost(
      await connect(name, { ...{ host, port, user, hostKeys }, ...(await ownKeys()) }, readyMs),
    );
  } catch (error) {
    if (error instanceof ProvisionError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new ProvisionError(
      `host ${name} cannot be reached over SSH (${why}): see that \`ssh ${name} true\` works without a password`,
      3,
    );
  }
}

/** The parts of user@address or user@address:port. */
export function parsedHost(name: string): {
  readonly user: string;
  readonly host: string;
  readonly port: number;
} {
  const [, user, host, port = "22"] = /^([^@\s]+)@([^@:\s]+)(?::(\d+))?$/.exec(name.trim()) ?? [];
  if (user === undefined || host === undefined)
    throw new ProvisionError(
      `external_physical_machines: expected user@address for each machine, got ${JSON.stringify(name)}`,
      3,
    );
  return { user, host, port: Number(port) };
}

/** The keys that the user's and the machine's known_hosts have of a host. */
async function knownKeys(host: string, port: number): Promise<readonly string[]> {
  const wanted = port === 22 ? host : `[${host}]:${String(port)}`;
  const files = [join(homedir(), ".ssh", "known_hosts"), "/etc/ssh/ssh_known_hosts"];
  const found = await Promise.all(
    files.map((file) => run("ssh-keygen", ["-F", wanted, "-f", file], { deadlineMs: askMs })),
  );
  return found
    .flatMap(({ stdout }) => stdout.split("\n"))
    .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("@"))
    .map((line) => line.split(/\s+/).slice(1).join(" "));
}

async function ownKeys(): Promise<Pick<RemoteAddress, "privateKey" | "agent">> {
  const agent = process.env["SSH_AUTH_SOCK"];
  for (const name of keyNames) {
    const privateKey = await readFile(join(homedir(), ".ssh", name), "utf8").catch(() => undefined);
    if (privateKey !== undefined) return { privateKey, ...(agent === undefined ? {} : { agent }) };
  }
  return agent === undefined ? {} : { agent };
}
