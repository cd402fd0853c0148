import { Command } from "commander";
import { print } from "../table.ts";
import { rulesListCommand } from "./rules-list.ts";
import { rulesNewCommand } from "./rules-new.ts";
import { experimentOption, jsonOption, ownOf, type RulesOptions } from "./rules-options.ts";
import { rulesTestCommand } from "./rules-test.ts";

/** `columbo rules`: the rule base, and the check of rules that people write. */
export function rulesCommand(): Command {
  const command = new Command("rules").description("The rules that name causes, and the making of your own");
  for (const make of [rulesListCommand, rulesNewCommand, checkCommand, rulesTestCommand, schemaCommand])
    command.addCommand(make());
  return command;
}

function checkCommand(): Command {
  return new Command("check")
    .argument("[paths...]", "rule files or folders; without any, the rules that come with Columbo")
    .description("Check files of rules and facts, and name the examples that come out otherwise")
    .option(...experimentOption)
    .option(...jsonOption)
    .addHelpText("after", "\nExample:\n  columbo rules check my-rules/")
    .action(check);
}

async function check(paths: readonly string[], options: RulesOptions): Promise<void> {
  const { checkRules } = await import("../../diagnose/index.ts");
  const { faultText } = await import("../../../rules/index.ts");
  const checked = await checkRules(paths, await ownOf(options));
  const failed = checked.examples.filter(({ passed }) => !passed);
  const facts = checked.facts.length === 0 ? "" : `${checked.facts.length} facts of your own, `;
  print(options.json, checked, () =>
    [
      ...checked.faults.map(faultText),
      ...failed.map(
        ({ file, rule, example, expected, found, why }) =>
          `${file}: ${rule}: example "${example}": expected ${expected}, found ${found}: ${why}`,
      ),
      `${checked.rules.length} rules, ${facts}${checked.examples.length} examples, ` +
        `${checked.faults.length} faults, ${failed.length} examples that came out otherwise`,
    ].join("\n"),
  );
  if (checked.faults.length > 0 || failed.length > 0) process.exitCode = 2;
}

function schemaCommand(): Command {
  return new Command("schema")
    .description("Print the JSON Schema of rule files, by which editors complete and check them")
    .option("--facts", "that of files with facts of your own instead")
    .addHelpText(
      "after",
      `
The first line "# yaml-language-server: $schema=rule.schema.json" ties a file to it.

Example:
  columbo rules schema > my-rules/rule.schema.json`,
    )
    .action(async ({ facts }: { readonly facts?: boolean }) => {
      const { editorSchema, factsEditorSchema } = await import("../../../rules/index.ts");
      const schema = facts === true ? factsEditorSchema() : editorSchema();
      process.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
    });
}
