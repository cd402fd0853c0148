import { markdown } from "../columbo.ts";
import { recordedSpreads, shapes } from "./spreads.ts";
import { study, type StudyRequest } from "./study.ts";

const effects = [1.2, 1, 0.9, 0.8, 0.5, 0.2];
const changes = 300;

/** How often a change is kept whose effect is known: the errors of the rule, and its power. */
export async function proofTable(): Promise<string> {
  const rows: string[][] = [];
  for (const [spread, deviations] of Object.entries(recordedSpreads))
    for (const [shape, draw] of Object.entries(shapes)) {
      console.error(`bench: proof, ${spread}, ${shape}`);
      const cell = (request: Partial<StudyRequest>): Promise<string> =>
        shown({ draw, deviations, changes, ratio: 1, ...request });
      const row = [`${spread}, ${shape}`];
      for (const ratio of effects) row.push(await cell({ ratio }));
      row.push(await cell({ before: 1 }), await cell({ drift: 0.02 }));
      rows.push(row);
    }
  return markdown(
    [
      "spread of trials",
      "20 % slower",
      "does nothing",
      "10 % faster",
      "20 % faster",
      "50 % faster",
      "5 times as fast",
      "does nothing, 1 trial before",
      "does nothing, each trial 2 % faster than the last",
    ],
    rows,
  );
}

/** "3.2 % (2.4)": the share that was kept, and the trials that it took. */
async function shown(request: StudyRequest): Promise<string> {
  const { kept, trials } = await study(request);
  return `${(100 * kept).toFixed(1)} % (${trials.toFixed(1)})`;
}
