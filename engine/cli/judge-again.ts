import { loadRules } from "../../rules/index.ts";
import { judgeRun } from "../tune/index.ts";
import { print } from "./table.ts";

/** Judges the baseline of a run folder again by today's rules: no cluster is needed. */
export async function judgeAgain(folder: string, json: boolean | undefined): Promise<void> {
  const diagnosis = await judgeRun(folder, loadRules);
  print(json, diagnosis, () =>
    [
      ...(diagnosis.findings.length === 0
        ? ["no cause was found, which does not mean that none is there"]
        : []),
      ...diagnosis.findings.flatMap(({ cause, title, explainsSeconds, evidence }) => [
        `${cause}: ${title}, explains ${explainsSeconds.toFixed(1)} s`,
        ...evidence.map(
          ({ fact, value, unit, origin }) =>
            `  ${fact} = ${typeof value === "number" ? Number(value.toPrecision(4)) : value} ${unit} (${origin})`,
        ),
      ]),
      ...diagnosis.ruledOut.map(({ cause, why }) => `ruled out ${cause}: ${why}`),
      ...diagnosis.cannotTell.map(({ cause, missing }) => `cannot tell ${cause}: ${missing.join("; ")}`),
    ].join("\n"),
  );
}
