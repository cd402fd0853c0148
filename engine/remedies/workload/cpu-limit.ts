import { quantityOf } from "../../quantities.ts";
import type { TrialRecord } from "../../trial/index.ts";
import type { Remedy, RemedyContext } from "../remedy.ts";
import { factNumber } from "../evidence.ts";

const parameter = "workload.resources.limits.cpu";
/** Kubernetes counts in thousandths of a core; nobody writes limits finer than this. */
const stepMilli = 50;

/**
 * What lets a start go as fast as its node allows: the node's cores by the starts that would run on it at once if
 * none of them were stopped, and one core at most, since that is all that one thread can use.
 */
export const cpuLimit: Remedy = {
  parameter,
  values(context) {
    const { plan, trial } = context;
    const used = factNumber(context, "throttling.cpu-seconds");
    if (used === 0)
      return [{ reason: "what the start needs is not known: nobody counted its processor time" }];
    const now = currentCores(context);
    const cores = coresOf(plan, trial);
    const atOnce = startsAtOnce(trial, used);
    const milli = Math.ceil((1000 * Math.min(1, cores / atOnce)) / stepMilli) * stepMilli;
    if (milli / 1000 <= now)
      return [{ reason: `the limit of ${now} cores is what the node's cores allow each start already` }];
    return [
      {
        settings: [{ parameter, value: `${milli}m` }],
        why: `a start needs ${used.toPrecision(2)} core-seconds; if nothing stopped them, ${atOnce} at most would run at once on the ${cores} cores of a node, so that with ${milli}m each ends after about ${((1000 * used) / milli).toPrecision(2)} s`,
      },
    ];
  },
};

function currentCores({ plan, settings }: Pick<RemedyContext, "plan" | "settings">): number {
  const set = settings.find((one) => one.parameter === parameter)?.value;
  const cores = set === undefined ? plan.workload.cpuLimitCores : quantityOf(String(set));
  return cores ?? 0;
}

/** Cores of the node that the last container was on. */
function coresOf(
  { nodes, provider }: RemedyContext["plan"],
  { cores, objects, timeline }: TrialRecord,
): number {
  const name = timeline.containers.at(-1)?.node;
  const offered = objects?.nodes.find((node) => node.name === name)?.allocatable.cpuCores;
  const known = offered ?? nodes.find((node) => node.name === name)?.cores ?? 1;
  // Nodes of this machine share its cores, whatever they offer.
  return provider === "local" ? Math.min(known, cores) : known;
}

/** The most containers of one node whose starts would overlap if each had a core for what it needs. */
function startsAtOnce({ timeline }: TrialRecord, seconds: number): number {
  const most = [...Map.groupBy(timeline.containers, ({ node }) => node).values()].map((containers) => {
    const starts = containers.flatMap(({ points }) => points["container-started"]?.seconds ?? []);
    return Math.max(
      1,
      ...starts.map((at) => starts.filter((other) => other <= at && other > at - seconds).length),
    );
  });
  return Math.max(1, ...most);
}
