import { stages } from "../../../knowledge/index.ts";
import type { Account, AccountedFact } from "../../diagnose/index.ts";
import type { ExplainedRun } from "../../tune/index.ts";
import { table } from "../table.ts";
import { conditionLines } from "./conditions.ts";
import { otherwiseLines, trialLines } from "./overview.ts";
import { proofLines } from "./proof.ts";
import { stampRows } from "./stamps.ts";
import { explainedText, valueText, verdictText } from "./words.ts";

/** The chain of one rule from time stamps to its verdict, with all numbers. */
export function chainText(run: ExplainedRun, account: Account): string {
  const { cause, rule, title, verdict, because, stage } = account;
  const name = stages.find(({ id }) => id === stage)?.name ?? "";
  const explained = explainedText(account);
  const stamps = stampRows(run.trial, stage);
  return [
    `${cause}: ${verdictText[verdict]}`,
    ...(verdict === "found" ? [title] : []),
    ...(explained === undefined ? [] : [`explains ${explained}, in ${stage} (${name})`]),
    "",
    ...trialLines(run),
    "",
    `1. Time stamps of the container that ran last, in ${stage} (${name})`,
    ...(stamps.length === 0
      ? ["no source showed a point of this stage"]
      : [table(["point", "after client start", "precision", "source", "seen on"], stamps)]),
    "",
    `2. Facts of the rule ${rule}`,
    factTable(account.facts),
    "",
    "3. Conditions",
    ...conditionLines(account.conditions, unitOf(account.facts)),
    "",
    `4. Verdict: ${verdictText[verdict]}`,
    ...because.map((reason) => `  ${verdict === "cannot-tell" ? "for want of " : "since "}${reason}`),
    "",
    "5. What else was considered",
    ...othersLines(run, account),
    ...proofLines(run.findings.filter((finding) => finding.cause === cause)),
    ...otherwiseLines({ ...run, otherwise: run.otherwise.filter((one) => one.cause === cause) }),
  ].join("\n");
}

function factTable(facts: readonly AccountedFact[]): string {
  return table(
    ["fact", "value", "origin", "meaning"],
    facts.map(({ fact, value, unit, origin, missing, meaning }) => [
      fact,
      missing === undefined ? valueText(value, unit) : "missing",
      missing ?? origin ?? "",
      meaning,
    ]),
  );
}

function unitOf(facts: readonly AccountedFact[]): (fact: string) => string {
  const units = new Map(facts.map(({ fact, unit }) => [fact, unit]));
  return (fact) => units.get(fact) ?? "";
}

/** The other causes, those that were found first, then the nearest. */
function othersLines({ accounts }: ExplainedRun, { rule }: Account): readonly string[] {
  return accounts
    .filter((other) => other.rule !== rule)
    .map((other) => {
      const explained = explainedText(other);
      const why = explained === undefined ? other.because.join("; ") : `explains ${explained}`;
      return `  ${other.cause}: ${verdictText[other.verdict]}: ${why}`;
    });
}
