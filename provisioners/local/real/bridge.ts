import { readdir } from "node:fs/promises";
import { existsSync } from "node:fs";
import { run } from "../../process.ts";
import { happens } from "../wait-until.ts";
import { findProgram } from "../../executable.ts";
import { order, type Programs } from "./programs.ts";

const folderOf = (bridge: string): string => `/sys/class/net/${bridge}`;

/**
 * Makes the bridge of a node's pods, with the node's address on it. No route leads to the pods and none out: they
 * reach each other, and nothing on this machine is forwarded or masqueraded for them.
 */
export async function createBridge(
  { ip }: Programs,
  bridge: string,
  address: string,
  signal: AbortSignal,
): Promise<void> {
  const what = `making the network bridge ${bridge}`;
  await order(what, ip, ["link", "add", bridge, "type", "bridge"], { signal });
  await order(what, ip, ["address", "add", `${address}/32`, "dev", bridge], { signal });
  await order(what, ip, ["link", "set", bridge, "up"], { signal });
}

const deadlineMs = 10_000;

/** Removes a bridge and the pods' links on it; nothing happens when it is gone already. */
export async function removeBridge(bridge: string): Promise<void> {
  if (!existsSync(folderOf(bridge))) return;
  const ip = (await findProgram("ip")) ?? "ip";
  const ports = () => readdir(`${folderOf(bridge)}/brif`).catch(() => []);
  // A pod's link goes with its network namespace, which the kernel takes away some time after the last process.
  const patience = { everyMs: 20, deadlineMs, signal: new AbortController().signal };
  await happens(async () => (await ports()).length === 0, patience);
  for (const link of [...(await ports()), bridge]) await run(ip, ["link", "delete", link], { deadlineMs });
  if (existsSync(folderOf(bridge)))
    await order(`removing the network bridge ${bridge}`, ip, ["link", "delete", bridge]);
}
