import { Command } from "commander";
import { columboVersion } from "./package-root.ts";
import { cleanCommand } from "./commands/clean.ts";
import { compareCommand } from "./commands/compare.ts";
import { diagnoseCommand } from "./commands/diagnose.ts";
import { doctorCommand } from "./commands/doctor.ts";
import { explainCommand } from "./commands/explain.ts";
import { knowledgeCommand } from "./commands/knowledge.ts";
import { planCommand } from "./commands/plan.ts";
import { rbacCommand } from "./commands/rbac.ts";
import { reportCommand } from "./commands/report.ts";
import { rulesCommand } from "./commands/rules.ts";
import { runCommand } from "./commands/run.ts";
import { simulateCommand } from "./commands/simulate.ts";
import { setupCommand } from "./commands/setup.ts";

const commands = [
  diagnoseCommand,
  runCommand,
  planCommand,
  simulateCommand,
  setupCommand,
  doctorCommand,
  cleanCommand,
  reportCommand,
  explainCommand,
  compareCommand,
  rbacCommand,
  rulesCommand,
  knowledgeCommand,
];

/** The whole command line. Actions load what they need when they run, so that help is quick. */
export function buildProgram(): Command {
  const program = new Command("columbo")
    .description("Finds what holds a Kubernetes deployment back, changes it, proves it, and writes a report.")
    .version(columboVersion())
    .showSuggestionAfterError()
    .showHelpAfterError("(columbo --help shows the commands, columbo COMMAND --help their options)")
    .addHelpText(
      "after",
      `
Examples:
  columbo diagnose experiments/quickstart.cfg     find the bottleneck, change it, prove it, report
  columbo plan experiments/paper/weak-16.cfg      show what would be done, do nothing
  columbo doctor                                  what this machine can and cannot do

Exit codes:
  0 done   1 threshold missed   2 wrong input   3 the machine lacks something   4 a trial failed   130 interrupted`,
    );
  // Subcommands copy these settings when they are made, so they come first.
  program.exitOverride();
  for (const command of commands) program.addCommand(command().copyInheritedSettings(program));
  return program;
}
