import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Experiment } from "./experiment.ts";
import { quoted } from "./faults.ts";
import type { Problem } from "./options/known.ts";

/** The rule folders of an experiment, absolute; in the file they are relative to it. */
export function ruleFolders({ columbo, file }: Pick<Experiment, "columbo" | "file">): readonly string[] {
  return columbo.rules.map((folder) => resolve(dirname(file), folder));
}

/** Rule folders that are not there: a plan with them could never be carried out. */
export async function missingRuleFolders(experiment: Experiment): Promise<readonly Problem[]> {
  const problems = await Promise.all(
    ruleFolders(experiment).map(async (folder, index) => {
      const found = await stat(folder).catch(() => undefined);
      const written = quoted(experiment.columbo.rules[index] ?? folder);
      const text = `expected a folder with rule files, ${written} (as seen from this file) is not there or may not be read`;
      return found === undefined ? [{ key: "rules", text }] : [];
    }),
  );
  return problems.flat();
}
