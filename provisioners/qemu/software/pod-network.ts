/** A node as the others see it. */
export interface NetworkNode {
  readonly name: string;
  readonly address: string;
}

/** The pods' addresses of the index-th node. */
export const podSubnet = (index: number): string => `10.244.${String(index)}.0/24`;

/** What the container runtime's network plugin is told: a bridge whose address is the pods' gateway. */
export function podNetwork(subnet: string): string {
  const ipam = {
    type: "host-local",
    ranges: [[{ subnet }]],
    routes: [{ dst: "0.0.0.0/0" }],
    dataDir: "/var/lib/cni/networks",
  };
  const bridge = { type: "bridge", bridge: "cni0", isGateway: true, ipMasq: false, hairpinMode: true, ipam };
  return JSON.stringify({ cniVersion: "0.4.0", name: "columbo", plugins: [bridge] });
}

/** What `ip -batch` is given on one node, so that its pods reach those of all others. */
export function routesFrom(self: string, nodes: readonly NetworkNode[]): string {
  return nodes
    .map(({ name, address }, index) => ({ name, line: `route replace ${podSubnet(index)} via ${address}` }))
    .filter(({ name }) => name !== self)
    .map(({ line }) => `${line}\n`)
    .join("");
}
