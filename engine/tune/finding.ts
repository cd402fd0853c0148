import type { Setting } from "../../knowledge/index.ts";
import type { DiagnosedCause } from "../diagnose/index.ts";
import { valueUnder, type KnownTo } from "../setting-value.ts";
import type { Finding } from "../store/index.ts";
import { reasonOf, type Option } from "./options.ts";
import type { Proposal } from "./proposals.ts";

/** A diagnosed cause as the result has it, not tried, for this reason. */
export function findingOf(cause: DiagnosedCause, reason?: string): Finding {
  const { stage, rule, title, explainsSeconds, share, evidence, advice, considered } = cause;
  return {
    cause: cause.cause,
    stage,
    rule,
    title,
    explainsSeconds,
    share,
    evidence: [...evidence],
    considered: considered.map((other) => ({ ...other })),
    advice,
    changes: [],
    outcome: "not-tried",
    ...(reason === undefined ? {} : { reason }),
  };
}

/** What replacing some settings changes, from and to. */
export function changesOf(
  plan: KnownTo,
  settings: readonly Setting[],
  changes: readonly Setting[],
): Finding["changes"] {
  return changes.map(({ parameter, value }) => ({
    parameter,
    from: valueUnder(plan, settings, parameter),
    to: value,
  }));
}

/** What is said of a change before it is made: the simulation's prediction, or the evidence that its values follow from. */
export function estimateOf({
  deploymentSeconds,
  low,
  high,
  evidence,
}: Proposal): Pick<Finding, "predicted" | "changeReason"> {
  return evidence === undefined
    ? { predicted: { deploymentSeconds, low, high } }
    : { changeReason: evidence };
}

/** A cause whose change is about to be tried. */
export function changedFinding(
  plan: KnownTo,
  settings: readonly Setting[],
  { cause, proposal }: { readonly cause: DiagnosedCause; readonly proposal: Proposal },
): Finding {
  return {
    ...findingOf(cause),
    ...proposedChange(plan, settings, proposal),
  };
}

/** With what somebody else could change, where Columbo knows it and must not. */
export function untriedFinding(
  plan: KnownTo,
  settings: readonly Setting[],
  option: Option,
  refusal: string | undefined,
): Finding {
  const finding = findingOf(option.cause, reasonOf(option, refusal));
  const proposal = "block" in option ? option.block.proposal : undefined;
  if (proposal === undefined) return finding;
  return { ...finding, ...proposedChange(plan, settings, proposal) };
}

/** What a proposal would change and why; what it starts from may be known to the evidence alone. */
function proposedChange(
  plan: KnownTo,
  settings: readonly Setting[],
  proposal: Proposal,
): Pick<Finding, "changes" | "predicted" | "changeReason"> {
  const before = [...settings, ...(proposal.before ?? [])];
  return { changes: [...changesOf(plan, before, proposal.settings)], ...estimateOf(proposal) };
}
