import { Command, InvalidArgumentError } from "commander";

const KUBERNETES = ["--kubernetes <version>", "the version whose defaults are shown", "v1.34.4"] as const;
const JSON_OPTION = ["--json", "as JSON, for scripts"] as const;

/** `columbo knowledge`: what Columbo knows of Kubernetes' parameters. */
export function knowledgeCommand(): Command {
  const command = new Command("knowledge")
    .description("What is known of Kubernetes' parameters and stages")
    .addHelpText(
      "after",
      examples(
        "knowledge stages                          the six stages, and what bounds each",
        "knowledge show kube-api-qps               everything about one parameter",
        "knowledge search parallel pulls           parameters by words",
        "knowledge diff v1.29..v1.34               what changed that may touch a deployment's speed",
      ),
    );
  addList(command);
  addShow(command);
  addSearch(command);
  addDiff(command);
  command
    .command("stages")
    .description("The stages of the pipeline, and what bounds each")
    .option(...KUBERNETES)
    .option(...JSON_OPTION)
    .addHelpText("after", examples("knowledge stages", "knowledge stages --kubernetes v1.29 --json"))
    .action(async (options: Parameters<typeof import("./knowledge/stages.ts").stages>[0]) => {
      await (await import("./knowledge/stages.ts")).stages(options);
    });
  command
    .command("signals")
    .description("Signals of Kubernetes that say something else than they seem to, and since which release")
    .option(...JSON_OPTION)
    .addHelpText("after", examples("knowledge signals"))
    .action(async (options: { readonly json?: boolean }) => {
      (await import("./knowledge/signals.ts")).signals(options);
    });
  return command;
}

function addList(command: Command): void {
  command
    .command("list")
    .description("The parameters and constants that bound a deployment, or everything that can be set")
    .option("--component <name>", "only those of one component, such as kubelet")
    .option("--kind <kind>", "flag, field (of a configuration file), gate, object (of the API) or constant")
    .option("--all", "also what Kubernetes has and Columbo has no mechanism of")
    .option(...KUBERNETES)
    .option(...JSON_OPTION)
    .addHelpText(
      "after",
      examples(
        "knowledge list",
        "knowledge list --component kube-scheduler --kubernetes v1.37",
        "knowledge list --all --kind gate --json",
      ),
    )
    .action(async (options: Parameters<typeof import("./knowledge/list.ts").list>[0]) => {
      await (await import("./knowledge/list.ts")).list(options);
    });
}

function addShow(command: Command): void {
  command
    .command("show")
    .argument("<name>", "for example kube-scheduler.clientConnection.qps, or its end, clientConnection.qps")
    .description("All that is known of one parameter or constant, and its default in each version")
    .option(...KUBERNETES)
    .option(...JSON_OPTION)
    .addHelpText(
      "after",
      examples(
        "knowledge show kube-controller-manager.kube-api-qps",
        "knowledge show serializeImagePulls --kubernetes v1.29",
        "knowledge show KubeletConfiguration.evictionHard --json",
      ),
    )
    .action(async (name: string, options: Parameters<typeof import("./knowledge/show.ts").show>[1]) => {
      await (await import("./knowledge/show.ts")).show(name, options);
    });
}

function addSearch(command: Command): void {
  command
    .command("search")
    .argument("<words...>", "all of them must be in the name or the description")
    .description("Look for parameters and constants by words of their names and descriptions")
    .option("--limit <n>", "show so many of them, the best first", readLimit, 20)
    .option(...KUBERNETES)
    .option(...JSON_OPTION)
    .addHelpText("after", examples("knowledge search image pull", "knowledge search qps --limit 50"))
    .action(
      async (
        words: readonly string[],
        options: Parameters<typeof import("./knowledge/search.ts").search>[1],
      ) => {
        await (await import("./knowledge/search.ts")).search(words, options);
      },
    );
}

function addDiff(command: Command): void {
  command
    .command("diff")
    .argument("<versions>", "two versions with two dots between them, such as v1.29..v1.34")
    .description("What changed between two versions of Kubernetes that may touch a deployment's speed")
    .option("--component <name>", "only what changed of one component")
    .option("--all", "everything that changed")
    .option(...JSON_OPTION)
    .addHelpText(
      "after",
      `${examples("knowledge diff v1.29..v1.34", "knowledge diff v1.33..v1.34 --all --component kubelet")}

Shown by default is what Columbo has a mechanism of, and what the components of a deployment's way have whose name or
description is about rates, concurrency, queues, batches, caches or times; "why it is shown" says which.`,
    )
    .action(async (span: string, options: Parameters<typeof import("./knowledge/diff.ts").diff>[1]) => {
      await (await import("./knowledge/diff.ts")).diff(span, options);
    });
}

function examples(...lines: readonly string[]): string {
  return `\nExample${lines.length === 1 ? "" : "s"}:\n${lines.map((line) => `  columbo ${line}`).join("\n")}`;
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1) return limit;
  throw new InvalidArgumentError("Expected a whole number from 1 on.");
}
