import type { Plan } from "../../experiments/index.ts";
import { counted } from "../counted.ts";
import type { Result } from "../store/index.ts";
import { isComplete, type Incomplete } from "../trial/index.ts";
import type { Ending } from "./ending.ts";
import type { LeftCause } from "./options.ts";
import type { Tuning } from "./tune.ts";

/**
 * What the tuning came to. "Nothing to tune" needs the finding "none", or causes that were looked at and gain
 * nothing, with no other left unjudged: no finding at all is not health.
 */
export function verdictOf({
  findings,
  cannotTell,
  left,
  failure,
  final,
}: Pick<Tuning, "findings" | "cannotTell" | "left" | "failure" | "final">): Result["verdict"] {
  if (failure !== undefined) return "failed";
  if (findings.some(({ outcome }) => outcome === "kept")) return "improved";
  if (left !== undefined) return left.block.kind === "outside" ? "outside-parameters" : "not-tried";
  // A deployment that never completes is not one that nothing is wrong with.
  const isOpen = findings.length === 0 || cannotTell.length > 0 || !final.trials.every(isComplete);
  return isOpen ? "cannot-tell" : "nothing-to-tune";
}

/**
 * One sentence, for example "400 pods in 20.3 s -> 3.9 s, -81 %", or "60 pods: 40 never ran (Insufficient cpu) -> all ran
 * in 6.1 s".
 */
export function headlineOf(
  { workload }: Plan,
  verdict: Result["verdict"],
  left: LeftCause | undefined,
  before: Ending,
  after: Ending,
): string {
  const what = counted(workload.instances, workload.method === "container" ? "container" : "pod");
  const isWhole = before.incomplete === undefined;
  const begin = isWhole
    ? `${what} in ${readable(before.seconds)}`
    : `${what}: ${neverRan(before.incomplete)}`;
  if (verdict === "improved") {
    if (after.incomplete !== undefined) return `${begin} -> ${neverRan(after.incomplete)}`;
    if (!isWhole) return `${begin} -> all ran in ${readable(after.seconds)}`;
    const percent = Math.round((after.seconds / before.seconds - 1) * 100);
    return `${begin} -> ${readable(after.seconds)}, ${percent} %`;
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
  return isWhole ? `${begin}: ${tail}` : `${begin}, ${tail}`;
}

function neverRan({ ran, of, why }: Incomplete): string {
  return `${of - ran} never ran (${why})`;
}

function readable(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
