import { apiServerFacts } from "./api-server.ts";
import { clientFacts } from "./client.ts";
import { deploymentFacts } from "./deployment.ts";
import { eventStormFacts } from "./event-storm.ts";
import type { FactKind } from "./fact-kind.ts";
import { imageFacts } from "./images.ts";
import { kubeletClientFacts } from "./kubelet-client.ts";
import { sandboxFacts } from "./sandboxes.ts";
import { jobQueueFacts } from "./job-queue.ts";
import { kubeProxyFacts } from "./kube-proxy.ts";
import { kubeletFacts } from "./kubelet.ts";
import { networkFacts } from "./network.ts";
import { orderedStartFacts } from "./ordered-start.ts";
import { pacingFacts } from "./pacing.ts";
import { pluginCostFacts } from "./plugin-cost.ts";
import { serverWaitFacts } from "./server-waits.ts";
import { placementFacts } from "./placement.ts";
import { roomFacts } from "./room.ts";
import { submitterFacts } from "./submitter.ts";
import { workloadStartFacts } from "./workload-start.ts";

/** Every fact that rules may use. */
export const factKinds: readonly FactKind[] = [
  ...deploymentFacts,
  ...pacingFacts,
  ...jobQueueFacts,
  ...orderedStartFacts,
  ...clientFacts,
  ...networkFacts,
  ...submitterFacts,
  ...apiServerFacts,
  ...serverWaitFacts,
  ...pluginCostFacts,
  ...eventStormFacts,
  ...kubeletFacts,
  ...kubeletClientFacts,
  ...imageFacts,
  ...sandboxFacts,
  ...placementFacts,
  ...kubeProxyFacts,
  ...workloadStartFacts,
  ...roomFacts,
];

const byId = new Map(factKinds.map((kind) => [kind.id, kind]));

/** The fact of this id. */
export function findFact(id: string): FactKind | undefined {
  return byId.get(id);
}
