import { loadRules } from "../../rules/index.ts";
import { diagnose, factsOf } from "../diagnose/index.ts";
import { readPlan, readTrials, StoreError } from "../store/index.ts";
import { noiseOf } from "../tune/index.ts";
import { print } from "./table.ts";

/** Judges the baseline of a run folder again by today's rules: no cluster is needed. */
export async function judgeAgain(folder: string, json: boolean | undefined): Promise<void> {
  const plan = await readPlan(folder);
  const baseline = (await readTrials(folder)).filter(({ label }) => label.startsWith("baseline-"));
  if (baseline.length === 0)
    throw new StoreError(`${folder} holds no trial of the baseline: expected trials/baseline-1.json`);
  const rules = await loadRules(plan.tuning.rules);
  const facts = factsOf(baseline, {
    plan,
    noiseSeconds: noiseOf(baseline.map(({ deploymentSeconds }) => deploymentSeconds)),
  });
  const diagnosis = await diagnose(rules, facts);
  print(json, diagnosis, () =>
    [
      ...diagnosis.findings.flatMap(({ cause, title, explainsSeconds, evidence }) => [
        `${cause}: ${title}, explains ${explainsSeconds.toFixed(1)} s`,
        ...evidence.map(({ fact, value, unit, origin }) => `  ${fact} = ${value} ${unit} (${origin})`),
      ]),
      ...diagnosis.ruledOut.map(({ cause, why }) => `ruled out ${cause}: ${why}`),
      ...diagnosis.cannotTell.map(({ cause, missing }) => `cannot tell ${cause}: ${missing.join("; ")}`),
    ].join("\n"),
  );
}
