import type { Plan } from "../../experiments/index.ts";
import { counted } from "../counted.ts";
import type { Result } from "../store/index.ts";
import type { LeftCause } from "./options.ts";
import type { Tuning } from "./tune.ts";

/**
 * What the tuning came to. "Nothing to tune" needs the finding "none", or causes that were looked at and gain
 * nothing, with no other left unjudged: no finding at all is not health.
 */
export function verdictOf({ findings, cannotTell, left, failure }: Tuning): Result["verdict"] {
  if (failure !== undefined) return "failed";
  if (findings.some(({ outcome }) => outcome === "kept")) return "improved";
  if (left !== undefined) return left.block.kind === "outside" ? "outside-parameters" : "not-tried";
  return findings.length === 0 || cannotTell.length > 0 ? "cannot-tell" : "nothing-to-tune";
}

/** One sentence, for example "400 pods in 20.3 s -> 3.9 s, -81 %"; `before` and `after` are medians in seconds. */
export function headlineOf(
  { workload }: Plan,
  verdict: Result["verdict"],
  left: LeftCause | undefined,
  before: number,
  after: number,
): string {
  const what = counted(workload.instances, workload.method === "container" ? "container" : "pod");
  if (verdict === "improved") {
    const percent = Math.round((after / before - 1) * 100);
    return `${what} in ${readable(before)} -> ${readable(after)}, ${percent} %`;
  }
  const cause = left?.cause ?? "something";
  const tail = {
    "nothing-to-tune": "nothing worth changing",
    "not-tried": `held back by ${cause}, left as it is: ${left?.block.reason ?? "nothing was tried"}`,
    "outside-parameters": `held back by ${cause}, which no setting of Kubernetes reaches`,
    "cannot-tell": "what holds it back could not be told",
    "not-confirmed": "the change that was made did not help",
    failed: "a trial with a change failed",
  }[verdict];
  return `${what} in ${readable(before)}: ${tail}`;
}

function readable(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
