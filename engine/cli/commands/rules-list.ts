import { Command } from "commander";
import { print, table } from "../table.ts";
import { experimentOption, jsonOption, ownOf, type RulesOptions } from "./rules-options.ts";

interface ListOptions extends RulesOptions {
  readonly facts?: boolean;
  readonly search?: string;
}

/** `columbo rules list`: the rules, or the facts that they may ask for. */
export function rulesListCommand(): Command {
  return new Command("list")
    .argument("[folders...]", "folders with rules and facts of your own")
    .description("All rules with the cause that they name, or all facts that rules may ask for")
    .option("--facts", "the facts instead, with unit and meaning")
    .option("--search <word>", "only what has this word in it")
    .option(...experimentOption)
    .option(...jsonOption)
    .addHelpText(
      "after",
      "\nExamples:\n  columbo rules list my-rules/\n  columbo rules list --facts --search kubelet",
    )
    .action(list);
}

async function list(folders: readonly string[], options: ListOptions): Promise<void> {
  const { facts, search = "", json } = options;
  const rows = facts === true ? await factRows(folders, options) : await ruleRows(folders, options);
  const wanted = rows.of.filter(({ cells }) => cells.join(" ").toLowerCase().includes(search.toLowerCase()));
  print(
    json,
    wanted.map(({ value }) => value),
    () =>
      table(
        rows.head,
        wanted.map(({ cells }) => cells),
      ),
  );
}

interface Rows {
  readonly head: readonly string[];
  readonly of: readonly { readonly value: unknown; readonly cells: readonly string[] }[];
}

async function ruleRows(folders: readonly string[], options: ListOptions): Promise<Rows> {
  const { loadRules } = await import("../../../rules/index.ts");
  const rules = await loadRules(folders, await ownOf(options));
  return {
    head: ["cause", "stage", "suggests", "what it finds"],
    of: rules.map((value) => {
      const { cause, stage, suggests, title } = value;
      return { value, cells: [cause, stage, suggests.join(", ") || "-", title] };
    }),
  };
}

async function factRows(folders: readonly string[], options: ListOptions): Promise<Rows> {
  const { loadRuleBase, ruleNames } = await import("../../../rules/index.ts");
  const own = await ownOf(options);
  const names = ruleNames(own, (await loadRuleBase(folders, own)).facts);
  return {
    head: ["fact", "unit", "meaning"],
    of: names.factIds.flatMap((id) => {
      const kind = names.findFact(id);
      if (kind === undefined) return [];
      const { unit, meaning } = kind;
      return [{ value: { id, unit, meaning }, cells: [id, unit, meaning] }];
    }),
  };
}
