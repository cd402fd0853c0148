import { ruleNames } from "../../rules/index.ts";
import { medianTrial } from "../trial/median-trial.ts";
import type { TrialRecord } from "../trial/record.ts";
import { jobController, scheduler } from "./buckets.ts";
import { factSet, type FactSet } from "./fact-set.ts";
import { apiServerFacts } from "./facts/api-server.ts";
import { clientFacts } from "./facts/client.ts";
import { deploymentFacts } from "./facts/deployment.ts";
import { etcdFacts } from "./facts/etcd.ts";
import { eventStormFacts } from "./facts/event-storm.ts";
import { diskFacts } from "./facts/disk.ts";
import { imageFacts } from "./facts/images.ts";
import { kubeletClientFacts } from "./facts/kubelet-client.ts";
import { sandboxFacts } from "./facts/sandboxes.ts";
import { jobQueueFacts } from "./facts/job-queue.ts";
import { networkFacts } from "./facts/network.ts";
import { kubeProxyFacts } from "./facts/kube-proxy.ts";
import { kubeletFacts } from "./facts/kubelet.ts";
import { describedFacts } from "./facts/described.ts";
import { overloadFacts } from "./facts/overload.ts";
import { ownFacts } from "./facts/own.ts";
import { orderedStartFacts } from "./facts/ordered-start.ts";
import { ownershipFacts } from "./facts/ownership.ts";
import { pacingFacts } from "./facts/pacing.ts";
import { placementFacts } from "./facts/placement.ts";
import { pluginCostFacts } from "./facts/plugin-cost.ts";
import { processorFacts } from "./facts/processor.ts";
import { readinessFacts } from "./facts/readiness.ts";
import { seatFacts } from "./facts/seats.ts";
import { memoryFacts } from "./facts/memory.ts";
import { replicaFacts } from "./facts/replicas.ts";
import { requestFacts } from "./facts/requests.ts";
import { roomFacts } from "./facts/room.ts";
import { submitterFacts } from "./facts/submitter.ts";
import { throttlingFacts } from "./facts/throttling.ts";
import { webhookFacts } from "./facts/webhook.ts";
import { viewOf, type FactContext } from "./trial-view.ts";

/** Trials that cannot be judged together. */
export class FactError extends Error {
  readonly exitCode = 2;
}

/**
 * What is known of trials under one configuration. All facts come from the trial of median deployment time, so
 * that they fit together; the others stand behind the noise. Pure, and never throws for what a record holds.
 * @throws FactError when there is no trial, or when the trials were not measured under this plan and one setting.
 */
export function factsOf(trials: readonly TrialRecord[], context: FactContext): FactSet {
  const [first] = trials;
  if (first === undefined) throw new FactError("facts were asked for without a trial");
  for (const { plan, label, settings } of trials) {
    if (plan !== context.plan.hash)
      throw new FactError(
        `trial ${label} was measured under another plan (${plan.slice(0, 12)} instead of ${context.plan.hash.slice(0, 12)}); measure again`,
      );
    if (JSON.stringify(settings) !== JSON.stringify(first.settings))
      throw new FactError(`trials ${first.label} and ${label} have different settings; judge them apart`);
  }
  const view = viewOf(medianTrial(trials), context);
  const { own = [] } = view.record;
  const readings = {
    // First: no fact of these takes the place of one that Columbo knows.
    ...describedFacts(view),
    ...deploymentFacts(view),
    ...pacingFacts(view, jobController),
    ...pacingFacts(view, scheduler),
    ...jobQueueFacts(view),
    ...orderedStartFacts(view),
    ...clientFacts(view),
    ...networkFacts(view),
    ...submitterFacts(view),
    ...kubeletFacts(view),
    ...kubeletClientFacts(view),
    ...imageFacts(view),
    ...sandboxFacts(view),
    ...diskFacts(view),
    ...placementFacts(view),
    ...kubeProxyFacts(view),
    ...processorFacts(view),
    ...apiServerFacts(view),
    ...overloadFacts(view),
    ...seatFacts(view),
    ...etcdFacts(view),
    ...webhookFacts(view),
    ...pluginCostFacts(view),
    ...eventStormFacts(view),
    ...throttlingFacts(view),
    ...readinessFacts(view),
    ...ownershipFacts(view),
    ...roomFacts(view),
    ...requestFacts(view),
    ...memoryFacts(view),
    ...replicaFacts(view),
    ...ownFacts(view),
  };
  return factSet(readings, ruleNames(context.plan.own, own));
}
