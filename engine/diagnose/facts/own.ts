import {
  anyDefaultOf,
  extensionsOf,
  type OwnParameter,
  type PathExtension,
  type WorkloadCounts,
} from "../../../knowledge/index.ts";
import { ownFactIds } from "../../../rules/index.ts";
import { limitsOf, limitValue } from "../../model/limits.ts";
import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import type { TrialView } from "../trial-view.ts";

/** What each parameter that a user described is set to, and how pods passed the mechanisms. */
export function ownFacts(view: TrialView): Readings {
  const { own } = view.context.plan;
  if (own === undefined) return {};
  return Object.fromEntries([
    ...own.parameters.map((parameter) => [ownFactIds.setting(parameter.id), settingOf(view, parameter)]),
    ...extensionsOf(own).flatMap((extension) => Object.entries(passing(view, extension))),
  ]) as Readings;
}

function settingOf({ record, context }: TrialView, parameter: OwnParameter): Reading {
  const { id } = parameter;
  const set = [...record.settings, ...context.plan.settings].find((setting) => setting.parameter === id);
  const value = limitValue(set?.value ?? anyDefaultOf(parameter, context.plan.kubernetes));
  if (value === undefined) return missing(`${id} is no number`);
  return known(value, set === undefined ? `${id}, its default` : `${id} as set`);
}

/** Every pod counts once, when its first container reaches the point. */
function passing(view: TrialView, { name, before, per, station }: PathExtension): Readings {
  const times = new Map<string, number>();
  const nodes = new Set<string>();
  for (const { pod, node, points } of view.record.timeline.containers) {
    const seconds = points[before]?.seconds;
    if (seconds !== undefined) times.set(pod, Math.min(seconds, times.get(pod) ?? seconds));
    if (node !== undefined) nodes.add(node);
  }
  const counts = { pods: times.size, nodes: Math.max(1, nodes.size) };
  const through = throughput(view, station, counts);
  const limit = through && { ...through, perSecond: through.perSecond * (per === "node" ? counts.nodes : 1) };
  const unseen = missing(`no timeline shows when pods reached ${before}`);
  const none = missing(`${name} lets through any number`);
  const ids = ownFactIds;
  const last = Math.max(...times.values());
  const seconds = times.size === 0 ? 0 : last - Math.min(...times.values());
  const behind = times.size - Math.max(1, limit?.atOnce ?? 1);
  const rate = seconds > 0 && behind > 0 ? behind / seconds : undefined;
  const few = times.size === 0 ? unseen : missing(`no more than a burst of pods reached ${before}`);
  const origin = `pods at ${before}`;
  return {
    [ids.pods(name)]: times.size === 0 ? unseen : known(times.size, origin),
    [ids.seconds(name)]: times.size === 0 ? unseen : known(seconds, origin),
    [ids.share(name)]:
      times.size === 0
        ? unseen
        : known(Math.min(1, seconds / view.record.deploymentSeconds), "passing / deployment"),
    [ids.rate(name)]: rate === undefined ? few : known(rate, origin),
    [ids.limit(name)]: limit === undefined ? none : known(limit.perSecond, `${name}, as set`),
    [ids.ratio(name)]:
      rate === undefined ? few : limit === undefined ? none : known(rate / limit.perSecond, "rate / limit"),
  };
}

/** What a station lets through, in pods per second and at once. */
function throughput(
  { record, context: { plan } }: TrialView,
  station: PathExtension["station"],
  counts: WorkloadCounts,
): { readonly perSecond: number; readonly atOnce: number } | undefined {
  const limits = limitsOf(record.settings, plan.kubernetes, plan.own);
  if (station.kind === "token-bucket")
    return { perSecond: station.rate(limits, counts), atOnce: station.burst(limits, counts) };
  if (station.kind !== "worker-pool") return undefined;
  const workers = station.workers(limits, counts);
  const seconds = station.seconds(limits, counts);
  return seconds > 0 ? { perSecond: workers / seconds, atOnce: workers } : undefined;
}
