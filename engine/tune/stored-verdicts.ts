import type { Account } from "../diagnose/index.ts";
import { readResult, StoreError, type Result } from "../store/index.ts";

type Verdict = Account["verdict"];

/** A verdict that the stored result has, and that today's rules do not come to. */
export interface VerdictThen {
  readonly cause: string;
  readonly then: Verdict;
  readonly now: Verdict | "no-rule";
}

/** The result of a run; undefined of one that did not finish. @throws StoreError when it is damaged */
export async function resultOfRun(folder: string): Promise<Result | undefined> {
  try {
    return await readResult(folder);
  } catch (error) {
    const cause = error instanceof StoreError ? error.cause : undefined;
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Where a stored result says otherwise. A result keeps what was found before each change, and what was ruled out at the
 * end: only the verdicts that were passed on these trials are compared.
 * @param wanted "baseline", "final" or a label; the verdicts on trials in between are not stored
 */
export function verdictsThen(
  result: Result,
  wanted: string,
  accounts: readonly Account[],
): readonly VerdictThen[] {
  const then = wanted === "final" || wanted === "baseline" ? passedOn(result, wanted) : [];
  return then.flatMap(([cause, verdict]) => {
    const now = verdictNow(cause, accounts);
    return now === verdict ? [] : [{ cause, then: verdict, now }];
  });
}

function passedOn(result: Result, wanted: "baseline" | "final"): readonly (readonly [string, Verdict])[] {
  const { findings, ruledOut, cannotTell, final } = result;
  const [first] = findings;
  if (wanted === "baseline" && final !== undefined)
    return first === undefined ? [] : [[first.cause, "found"]];
  // What was rolled back before a later change was kept may be gone since.
  const left = findings.filter(({ outcome }) => final === undefined || outcome === "not-tried");
  const verdicts = new Map<string, Verdict>();
  for (const { cause } of ruledOut) verdicts.set(cause, "ruled-out");
  for (const { cause } of cannotTell) verdicts.set(cause, "cannot-tell");
  for (const { cause } of left) verdicts.set(cause, "found");
  return [...verdicts];
}

/** Several rules may look for one cause: it is found when one of them finds it. */
function verdictNow(cause: string, accounts: readonly Account[]): VerdictThen["now"] {
  const verdicts = accounts.filter((account) => account.cause === cause).map(({ verdict }) => verdict);
  const [first = "no-rule"] = (["found", "cannot-tell", "ruled-out"] as const).filter((verdict) =>
    verdicts.includes(verdict),
  );
  return first;
}
