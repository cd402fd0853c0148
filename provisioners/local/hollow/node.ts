import type { PlannedNode } from "../../../experiments/index.ts";
import type { Setting } from "../../../knowledge/index.ts";
import { kubemarkImagesFlag } from "../../binaries/index.ts";
import { references } from "../../images/index.ts";
import { writeSecret } from "../establish.ts";
import { kubeconfig } from "../kubeconfig.ts";
import type { NodeParts } from "../node-runner.ts";
import { inSite, urlOf, type Site } from "../site.ts";
import type { ServiceId } from "../supervisor.ts";
import { flagsOf } from "./settings.ts";

/** One hollow node: a kubelet over a runtime that starts nothing, in one process. */
export interface HollowNode {
  readonly planned: PlannedNode;
  readonly port: number;
  readonly service: ServiceId;
  /** An https address of this machine, for clients with a certificate of the cluster. */
  readonly url: string;
}

export const hollowNode = (planned: PlannedNode, port: number): HollowNode => ({
  planned,
  port,
  service: { component: "kubelet", node: planned.name },
  url: urlOf({}, port),
});

/** The `-v` that a hollow node is started with, a kubelet's usual one. */
export const hollowVerbosity = 2;

/** Where hollow nodes keep what a kubelet keeps below /var/lib/kubelet, and their runtimes' sockets. */
export const hollowFolder = (site: Site): string => inSite(site, "hollow");

const kubeconfigOf = (site: Site, name: string): string =>
  inSite(site, "kubeconfigs", `kubelet-${name}.json`);

/** Writes who a node is: to the API server, and to clients of its own port. */
export async function writeCredentials(
  { site, authority }: NodeParts,
  { planned }: HollowNode,
): Promise<void> {
  const user = `system:node:${planned.name}`;
  const [client, serving] = await Promise.all([
    authority.issue({ user, groups: ["system:nodes"] }),
    authority.issue({ user, addresses: ["127.0.0.1"] }),
  ]);
  const ca = authority.certificate;
  const server = urlOf(site, site.ports.apiServer);
  const servingFile = (ending: string) => inSite(site, "pki", `kubelet-${planned.name}-serving.${ending}`);
  await Promise.all([
    writeSecret(kubeconfigOf(site, planned.name), kubeconfig(server, { ca, ...client }, user)),
    writeSecret(servingFile("crt"), serving.certificate),
    writeSecret(servingFile("key"), serving.key),
  ]);
}

/**
 * kubemark's arguments. Its fake machine has one core and 3.75 GiB; what is called an extended resource takes the
 * place of those, so that a node has the plan's size.
 */
export function hollowArgv(
  site: Site,
  { planned, port }: HollowNode,
  settings: readonly Setting[],
  kubernetes: string,
): readonly string[] {
  const { name, cores, memoryGiB } = planned;
  return [
    "--morph=kubelet",
    `--name=${name}`,
    `--kubeconfig=${kubeconfigOf(site, name)}`,
    `--kubelet-port=${port}`,
    // The port without certificates.
    "--kubelet-read-only-port=0",
    "--use-host-image-service=false",
    // Nothing is pulled on a hollow node; Columbo's own images count as being there, as on a node that has them cached.
    `${kubemarkImagesFlag}=${Object.values(references).join(",")}`,
    "--node-labels=columbo/kind=hollow",
    `--extended-resources=cpu=${cores},memory=${memoryGiB}Gi`,
    ...flagsOf(planned, settings, kubernetes),
    `-v=${hollowVerbosity}`,
  ];
}
