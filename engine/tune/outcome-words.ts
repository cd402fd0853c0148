import type { Finding } from "../store/index.ts";
import type { Attempt } from "./attempt.ts";
import type { Comparison } from "./compare.ts";
import type { Proof } from "./proof.ts";

/** What became of a change, and why; what is below the noise is not shown, which does not mean that it is not there. */
export function outcomeOf({
  kept,
  proof,
}: Pick<Attempt, "kept" | "proof">): Pick<Finding, "outcome" | "reason"> {
  return kept ? { outcome: "kept" } : { outcome: "rolled-back", reason: unshown(proof) };
}

/** Why trials after a change do not show that it helped, one sentence. */
export function unshown({ low, high, worse }: Comparison): string {
  if (worse) return "the trials after the change were worse";
  const range = `between ${signed(low)} and ${signed(high)} s`;
  return high < 0
    ? `no difference shown: the interval is ${range}, yet the ranks of the trials do not bear it out`
    : `no difference shown (${range})`;
}

/** Says of a machine that became slower or faster by itself; undefined of one that did not. */
export function driftNote(cause: string, { drift }: Proof): string | undefined {
  if (drift === undefined) return undefined;
  const { earlier, later } = drift;
  return `the machine became ${later > earlier ? "slower" : "faster"} during the run: under the same settings ${earlier.toFixed(1)} s, later ${later.toFixed(1)} s; for ${cause} only trials taken in turn were compared`;
}

function signed(seconds: number): string {
  const text = seconds.toFixed(1);
  return Number(text) > 0 ? `+${text}` : text;
}
