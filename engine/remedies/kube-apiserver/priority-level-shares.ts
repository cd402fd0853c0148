import { parameters } from "../../../knowledge/index.ts";
import type { PriorityLevelState } from "../../trial/record.ts";
import type { Remedy } from "../remedy.ts";
import { factNumber } from "../evidence.ts";
import { valueUnder } from "../../setting-value.ts";

const field = "nominalConcurrencyShares";
const inflight = ["max-requests-inflight", "max-mutating-requests-inflight"];

/** A level never gets more of all seats than this: the others would starve. */
const mostOfAll = 0.5;

/**
 * The smallest share that gives a priority level as many seats as requests were under way or waited at once:
 * seats = ceil(all x shares / sum of all levels' shares), apf_controller.go.
 */
export const priorityLevelShares: Remedy = {
  parameter: `kube-apiserver.PriorityLevelConfiguration.*.${field}`,
  values(context) {
    const { facts, trial, plan, settings } = context;
    const name = String(facts.known.get("seats.level")?.value ?? "");
    const wanted = factNumber(context, "seats.at-once");
    const level = trial.priorityLevels?.find((one) => one.name === name);
    if (level === undefined)
      return [{ reason: `nobody read how many shares the priority level ${name} has` }];
    const all = inflight.reduce(
      (sum, flag) => sum + Number(valueUnder(plan, settings, `kube-apiserver.${flag}`)),
      0,
    );
    const seats = Math.min(wanted, Math.floor(all * mostOfAll));
    const shares = sharesFor(seats, all, sharesOfOthers(trial.priorityLevels ?? [], name));
    if (shares <= level.shares)
      return [
        {
          reason: `the level ${name} has seats for all of the ${wanted} requests that were seen at once already`,
        },
      ];
    const parameter = `kube-apiserver.PriorityLevelConfiguration.${name}.${field}`;
    return [
      {
        settings: [{ parameter, value: shares }],
        before: isSuggested(parameter) ? [] : [{ parameter, value: level.shares }],
        why: `${wanted} requests were under way or waited at once, and ${shares} shares are the fewest that give the level ${name} ${seats} of all ${all} seats`,
      },
    ];
  },
};

function sharesOfOthers(levels: readonly PriorityLevelState[], name: string): number {
  return levels.reduce((sum, level) => sum + (level.name === name ? 0 : level.shares), 0);
}

/** The smallest share s with ceil(all x s / (others + s)) >= seats. */
function sharesFor(seats: number, all: number, others: number): number {
  let shares = Math.max(1, Math.floor(((seats - 1) * others) / (all - seats + 1)));
  while (Math.ceil((all * shares) / (others + shares)) < seats) shares += 1;
  return shares;
}

function isSuggested(id: string): boolean {
  return parameters.some((one) => one.id === id);
}
