import { Command } from "commander";
import type { OwnKnowledge } from "../../../knowledge/index.ts";
import { print, table } from "../table.ts";

interface Options {
  readonly json?: boolean;
  /** Whose parameters the rules may use. */
  readonly experiment?: string;
}

const ofExperiment = [
  "--experiment <experiment.cfg>",
  "an experiment whose parameters of its own the rules may use",
] as const;

/** `columbo rules`: the rule base, and the check of rules that people write. */
export function rulesCommand(): Command {
  const command = new Command("rules").description("The rules that name causes, and the check of your own");
  command
    .command("list")
    .argument("[folders...]", "folders with rules of your own")
    .description("All rules with the cause that they name")
    .option(...ofExperiment)
    .option("--json", "as JSON, for scripts")
    .action(list);
  command
    .command("check")
    .argument("[paths...]", "rule files or folders; without any, the rules that come with Columbo")
    .description("Check rule files and run the examples in them")
    .option(...ofExperiment)
    .option("--json", "as JSON, for scripts")
    .addHelpText("after", "\nExample:\n  columbo rules check my-rules/")
    .action(check);
  return command;
}

async function list(folders: readonly string[], options: Options): Promise<void> {
  const { loadRules } = await import("../../../rules/index.ts");
  const rules = await loadRules(folders, await ownOf(options));
  print(options.json, rules, () =>
    table(
      ["cause", "stage", "suggests", "what it finds"],
      rules.map(({ cause, stage, suggests, title }) => [cause, stage, suggests.join(", ") || "-", title]),
    ),
  );
}

async function check(paths: readonly string[], options: Options): Promise<void> {
  const { checkRules } = await import("../../diagnose/index.ts");
  const { faultText } = await import("../../../rules/index.ts");
  const checked = await checkRules(paths, await ownOf(options));
  const failed = checked.examples.filter(({ passed }) => !passed);
  print(options.json, checked, () =>
    [
      ...checked.faults.map(faultText),
      ...failed.map(
        ({ file, rule, example, expected, found, why }) =>
          `${file}: ${rule}: example "${example}": expected ${expected}, found ${found}: ${why}`,
      ),
      `${checked.rules.length} rules, ${checked.examples.length} examples, ` +
        `${checked.faults.length} faults, ${failed.length} examples that came out otherwise`,
    ].join("\n"),
  );
  if (checked.faults.length > 0 || failed.length > 0) process.exitCode = 2;
}

async function ownOf({ experiment }: Options): Promise<OwnKnowledge | undefined> {
  if (experiment === undefined) return undefined;
  const { readExperiment } = await import("../../../experiments/index.ts");
  return (await readExperiment(experiment)).own;
}
