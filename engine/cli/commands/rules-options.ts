import type { OwnKnowledge } from "../../../knowledge/index.ts";

/** Options of every command that reads rules. */
export interface RulesOptions {
  readonly json?: boolean;
  /** Whose parameters the rules may use. */
  readonly experiment?: string;
}

export const experimentOption = [
  "--experiment <experiment.cfg>",
  "an experiment whose parameters of its own the rules may use",
] as const;

export const jsonOption = ["--json", "as JSON, for scripts"] as const;

/** What the experiment describes. @throws the faults of its file */
export async function ownOf({ experiment }: RulesOptions): Promise<OwnKnowledge | undefined> {
  if (experiment === undefined) return undefined;
  const { readExperiment } = await import("../../../experiments/index.ts");
  return (await readExperiment(experiment)).own;
}
