import { existsSync } from "node:fs";
import { openApi } from "./api.ts";
import { accessTo } from "./kubeconfig/access.ts";
import { identityOf } from "./kubeconfig/identity.ts";
import { removeNamespace } from "./namespace.ts";
import { removeTrials } from "./reset.ts";
import { foreignKubeconfig } from "./site.ts";

/** Longer than a namespace and the pods in it take to go. */
const deadlineMs = 200_000;

/**
 * Removes what a run made in a cluster that is not Columbo's, by the kubeconfig in the run's folder: it is written
 * before anything else is made, so that without it there is nothing. A namespace of the run's own goes as a whole; of
 * another only the trials in it.
 * @throws ProvisionError when the cluster cannot be reached or something does not go
 */
export async function removeFromCluster(folder: string, namespace: string, cluster: string): Promise<void> {
  const kubeconfig = foreignKubeconfig(folder);
  if (!existsSync(kubeconfig)) return;
  const access = await accessTo({ kubeconfig });
  const api = openApi(access, await identityOf(access));
  const signal = AbortSignal.timeout(deadlineMs);
  try {
    const isGone = await removeNamespace(api, namespace, cluster, signal);
    if (!isGone) await removeTrials({ api, namespace, signal });
  } finally {
    api.close();
  }
}
