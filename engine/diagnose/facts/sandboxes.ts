import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { clip, total, without, type Interval } from "../intervals.ts";
import { nodeBusy } from "../node-busy.ts";
import { between, lastOnKubelet, podsOnKubelets } from "../nodes.ts";
import { quantileOf } from "../numbers.ts";
import { saturated } from "../processor.ts";
import { oncePerTrial, since, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const failed = "FailedCreatePodSandBox";
const tooMany = /\b429\b|too ?many ?requests|rate.?limit/i;
const pluginName = /plugin type="([^"]+)"/;
/** Shorter ones are nobody's cause, seconds. */
const longSandbox = 0.5;
const nobody = "no node has a kubelet";

/** How long pods' sandboxes took that nobody was busy with, and what their network plugin refused. */
export function sandboxFacts(view: TrialView): Readings {
  const refusals = refusalsOf(view);
  const [idle, refused] = [idleSeconds(view), refusedSeconds(view)];
  const lengths = between(podsOnKubelets(view), "sandbox-starting", "sandbox-ready").map(
    ({ from, to }) => to - from,
  );
  const quantile = (share: number): Reading =>
    known(quantileOf(lengths, share) ?? 0, lengths.length === 0 ? nobody : "timeline of sandboxes");
  return {
    "sandbox.p10-seconds": quantile(0.1),
    "sandbox.p90-seconds": quantile(0.9),
    "sandbox.network-seconds": networkSeconds(view),
    "sandbox.idle-seconds": idle,
    "sandbox.idle-share": shareOfDeployment(view, idle, "by the deployment's time"),
    "cni.refusals": known(refusals.length, `${failed} events that speak of a rate limit`),
    "cni.plugin": known(pluginIn(view), `${failed} events`),
    "cni.refused-seconds": refused,
    "cni.refused-share": shareOfDeployment(view, refused, "by the deployment's time"),
  };
}

/** The last pod's sandbox, from its beginning until it was ready or the trial ended. */
const lastSandbox = oncePerTrial((view): Interval | undefined => {
  const last = lastOnKubelet(view);
  const from = last?.points["sandbox-starting"]?.seconds;
  if (last === undefined || from === undefined) return undefined;
  return { from, to: last.points["sandbox-ready"]?.seconds ?? view.window.to };
});

/** The part of it that made the pod's network, which ends when the shim begins; empty where no log tells. */
export const networkOfLast = oncePerTrial((view): readonly Interval[] => {
  const last = view.record.timeline.containers.at(-1)?.pod;
  const shim = view.record.shims?.find(({ pod }) => pod === last);
  const sandbox = lastSandbox(view);
  if (shim === undefined || sandbox === undefined) return [];
  return [clip({ from: sandbox.from, to: since(view, shim.at) }, sandbox)];
});

function networkSeconds(view: TrialView): Reading {
  const [network] = networkOfLast(view);
  if (podsOnKubelets(view).length === 0) return known(0, nobody);
  if (network === undefined) return missing("no log of the runtime tells a sandbox's network from its shim");
  return known(network.to - network.from, "containerd log, until the shim of the last pod's sandbox began");
}

function idleSeconds(view: TrialView): Reading {
  const sandbox = lastSandbox(view);
  if (podsOnKubelets(view).length === 0) return known(0, nobody);
  if (sandbox === undefined) return missing("no timeline shows when the last pod's sandbox was begun");
  const busyIsKnown = saturated(view) !== undefined || sandbox.to - sandbox.from < longSandbox;
  if (!busyIsKnown)
    return missing("processor use was not sampled: a node that is busy has long sandboxes too");
  const [network] = networkOfLast(view);
  return known(
    total(without([network ?? sandbox], nodeBusy(view))),
    `${network === undefined ? "timeline, sandbox" : "containerd log, network"} of the last pod, without the time in which its node's processor or disk was busy`,
  );
}

function refusalsOf({ record }: TrialView) {
  return record.warnings.filter(({ reason, message }) => reason === failed && tooMany.test(message));
}

/** When the last pod waited for its sandbox, if its network plugin refused it. */
export const refusedSandbox = oncePerTrial((view): readonly Interval[] => {
  const last = view.record.timeline.containers.at(-1)?.pod;
  const sandbox = lastSandbox(view);
  const isRefused = refusalsOf(view).some(({ object }) => object === last);
  return isRefused && sandbox !== undefined ? [sandbox] : [];
});

function refusedSeconds(view: TrialView): Reading {
  return known(total(refusedSandbox(view)), "timeline, sandbox of the last pod, if its plugin refused it");
}

function pluginIn({ record }: TrialView): string {
  const named = record.warnings.flatMap(({ reason, message }) =>
    reason === failed ? (pluginName.exec(message)?.[1] ?? []) : [],
  );
  return named[0] ?? "the network plugin";
}
