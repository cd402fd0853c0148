import type { Site } from "../../local/site.ts";

/** Where the control plane's files are on its machine. */
export const siteFolder = "/var/lib/columbo";

/** The ports that Kubernetes' components have everywhere. */
const ports = {
  etcd: 2379,
  etcdPeer: 2380,
  apiServer: 6443,
  controllerManager: 10_257,
  scheduler: 10_259,
  nodes: [],
} as const;

/** How many times slower an emulated machine is: the API server's start takes about 30 s instead of 3. */
const emulatedSlowness = 8;

/** The control plane of a machine, which has it to itself. */
export function machineSite(address: string, acceleration: "kvm" | "tcg", quiet: boolean): Site {
  return {
    folder: siteFolder,
    address,
    ports,
    ...(acceleration === "tcg" ? { slowness: emulatedSlowness } : {}),
    ...(quiet ? { quiet: true } : {}),
  };
}
