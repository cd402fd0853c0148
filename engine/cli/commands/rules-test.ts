import { Command } from "commander";
import { print } from "../table.ts";
import { experimentOption, jsonOption, ownOf, type RulesOptions } from "./rules-options.ts";

/** `columbo rules test`: the examples inside rules, each with what decided it. */
export function rulesTestCommand(): Command {
  return new Command("test")
    .argument("[paths...]", "rule files or folders; without any, the rules that come with Columbo")
    .description("Run the examples inside rules and say what decided each")
    .option(...experimentOption)
    .option(...jsonOption)
    .addHelpText(
      "after",
      `
Exit codes: 1 when an example comes out otherwise, 2 when a file has a fault (its rule is not run).

Example:
  columbo rules test my-rules/`,
    )
    .action(test);
}

async function test(paths: readonly string[], options: RulesOptions): Promise<void> {
  const { checkRules } = await import("../../diagnose/index.ts");
  const { faultText } = await import("../../../rules/index.ts");
  const { rules, faults, examples } = await checkRules(paths, await ownOf(options));
  const failed = examples.filter(({ passed }) => !passed);
  print(options.json, { faults, examples }, () =>
    [
      ...faults.map(faultText),
      ...rules.flatMap((rule) => [
        `${rule.name} (${rule.file})`,
        ...examples
          .filter((one) => one.rule === rule.name)
          .flatMap(({ passed, expected, found, example, why }) => [
            `  ${passed ? "ok    " : "FAILED"} ${passed ? expected : `${expected} expected, ${found} found`}: ${example}`,
            `         ${why}`,
          ]),
      ]),
      `${examples.length - failed.length} of ${examples.length} examples came out as they should`,
    ].join("\n"),
  );
  if (faults.length > 0) process.exitCode = 2;
  else if (failed.length > 0) process.exitCode = 1;
}
