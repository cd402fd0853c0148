import type { DiagnosedCause } from "../diagnose/index.ts";
import type { Block, Proposal, Proposals } from "./proposals.ts";

/** A diagnosed cause with the change that is worth a try, or why there is none. */
export type Option = { readonly cause: DiagnosedCause } & (
  { readonly proposal: Proposal } | { readonly block: Block } | { readonly reason?: string }
);

/** What holds the deployment back although nothing was, or nothing more may be, done about it. */
export interface LeftCause {
  readonly cause: string;
  readonly block: Block;
}

/** What may be tried next for a cause of whose proposals so many were rolled back. */
export function optionFor(cause: DiagnosedCause, found: Proposals, rolledBack: number): Option {
  if (!("proposals" in found)) return { cause, ...found };
  const proposal = found.proposals[rolledBack];
  return proposal === undefined
    ? { cause, reason: "all values that are worth a try were rolled back" }
    : { cause, proposal };
}

/** Why an option is not tried; `refusal` is why no further change may be. */
export function reasonOf(option: Option, refusal: string | undefined): string | undefined {
  if ("proposal" in option) return refusal;
  return "block" in option ? option.block.reason : option.reason;
}

/**
 * The greatest cause that is left. Beside the finding "none" only a change that could still be tried counts: what
 * else was found then explains no more than the noise.
 */
export function leftCause(options: readonly Option[], refusal: string | undefined): LeftCause | undefined {
  const healthy = options.some(({ cause }) => cause.cause === "none");
  for (const option of options) {
    const { cause } = option.cause;
    if ("proposal" in option && refusal !== undefined)
      return { cause, block: { kind: "untried", reason: refusal } };
    if ("block" in option && !healthy) return { cause, block: option.block };
  }
  return undefined;
}
