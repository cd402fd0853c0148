import type { PlannedNode } from "../../../experiments/index.ts";
import { inSite, logFile, type Site } from "../site.ts";

/** A real node: what is its alone on this machine. */
export interface RealNode {
  readonly name: string;
  readonly planned: PlannedNode;
  /** The kubelet's. */
  readonly port: number;
  /** The node's own, on its bridge; nobody outside this machine reaches it. */
  readonly address: string;
  /** The network bridge that its pods hang on. */
  readonly bridge: string;
  /** The pods' addresses, for example 198.19.192.0/22. */
  readonly subnet: string;
  /** Its control group, from a hierarchy's top: /columbo-<cluster>/<name>. */
  readonly cgroup: string;
  /** What its programs see as /var/lib. */
  readonly libFolder: string;
  /** What its programs see as /var/log. */
  readonly logFolder: string;
  /** Its configuration files. */
  readonly configFolder: string;
  readonly kubeletLog: string;
  readonly containerdLog: string;
}

/** The control group of all of a cluster's real nodes, by its name. */
export const clusterCgroup = (cluster: string): string => `columbo-${cluster}`;

/** Of at most 15 letters, as Linux demands of a link, and of this cluster alone: an id ends in eight random digits. */
export const bridgeName = (cluster: string, index: number): string =>
  `cb${cluster.slice(-8)}${index.toString(36)}`;

/** The most pods of a node: its addresses, less the network's own, and as many again for those being taken down. */
export const mostPods = 500;

/** Folders of the machine that a node has its own of. */
export const masked = ["/run", "/var/lib", "/var/log"] as const;

const subnets = 16;

/** The index-th /22 of 198.19.192.0/18; bridges are not connected, so the 17th may have the first one's again. */
const subnetOf = (index: number): string => `198.19.${192 + 4 * (index % subnets)}.0/22`;

const firstPort = 16_384;

/** An address of 198.19.64.0/18 to 198.19.128.0/18 that is as unique on this machine as the port that it is made from. */
function addressOf(port: number): string {
  const offset = (64 << 8) + (port - firstPort);
  return `198.19.${offset >> 8}.${offset & 255}`;
}

export function realNode(
  site: Site,
  cluster: string,
  planned: PlannedNode,
  index: number,
  port: number,
): RealNode {
  const { name } = planned;
  return {
    name,
    planned,
    port,
    address: addressOf(port),
    bridge: bridgeName(cluster, index),
    subnet: subnetOf(index),
    cgroup: `/${clusterCgroup(cluster)}/${name}`,
    libFolder: inSite(site, "nodes", name, "lib"),
    logFolder: inSite(site, "nodes", name, "log"),
    configFolder: inSite(site, "nodes", name, "config"),
    kubeletLog: logFile(site, `kubelet-${name}`),
    containerdLog: logFile(site, `containerd-${name}`),
  };
}
