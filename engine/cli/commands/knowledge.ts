import { Command } from "commander";
import { print, table } from "../table.ts";
import { WrongInput } from "../wrong-input.ts";

interface Options {
  readonly json?: boolean;
  readonly kubernetes: string;
}

/** `columbo knowledge`: what Columbo knows of Kubernetes' parameters. */
export function knowledgeCommand(): Command {
  const command = new Command("knowledge").description("What is known of Kubernetes' parameters and stages");
  command
    .command("list")
    .description("All parameters and constants that bound a deployment")
    .option("--kubernetes <version>", "the version whose defaults are shown", "v1.34.4")
    .option("--json", "as JSON, for scripts")
    .action(list);
  command
    .command("show")
    .argument("<name>", "for example kube-scheduler.clientConnection.qps")
    .description("All that is known of one parameter or constant")
    .option("--kubernetes <version>", "the version whose default is shown", "v1.34.4")
    .option("--json", "as JSON, for scripts")
    .addHelpText("after", "\nExample:\n  columbo knowledge show kube-controller-manager.kube-api-qps")
    .action(show);
  command
    .command("signals")
    .description("Signals of Kubernetes that say something else than they seem to, and since which release")
    .option("--json", "as JSON, for scripts")
    .action(signals);
  return command;
}

/** Refuses a version whose defaults nobody compared. */
async function requireKnown(kubernetes: string): Promise<void> {
  const { isKubernetesVersion, isVerified, verifiedKubernetes } = await import("../../../knowledge/index.ts");
  if (isKubernetesVersion(kubernetes) && isVerified(kubernetes)) return;
  const span = `${verifiedKubernetes[0] ?? ""} to ${verifiedKubernetes.at(-1) ?? ""}`;
  throw new WrongInput(
    `--kubernetes: expected a version from ${span}, whose defaults are known, got ${JSON.stringify(kubernetes)}`,
  );
}

async function list(options: Options): Promise<void> {
  await requireKnown(options.kubernetes);
  const { constants, defaultOf, parameters } = await import("../../../knowledge/index.ts");
  print(options.json, { parameters, constants }, () => {
    const rows = [
      ...parameters.map((parameter) => [
        parameter.id,
        `${defaultOf(parameter, options.kubernetes)} ${parameter.unit}`.trimEnd(),
        parameter.stages.join(" "),
        parameter.mechanism.kind,
        parameter.title,
      ]),
      ...constants.map((constant) => [
        constant.id,
        `${constant.value} ${constant.unit}`,
        constant.stages.join(" "),
        constant.mechanism.kind,
        `${constant.title} (constant)`,
      ]),
    ];
    return table(["parameter", `default ${options.kubernetes}`, "stages", "mechanism", "what it is"], rows);
  });
}

async function show(name: string, options: Options): Promise<void> {
  await requireKnown(options.kubernetes);
  const { constants, defaultOf, findConstant, findParameter, parameters } =
    await import("../../../knowledge/index.ts");
  const parameter = findParameter(name);
  const found = parameter ?? findConstant(name);
  if (found === undefined) {
    const { closest } = await import("fastest-levenshtein");
    const near = closest(
      name,
      [...parameters, ...constants].map(({ id }) => id),
    );
    throw new WrongInput(`no parameter or constant is called ${name}; did you mean ${near}?`);
  }
  print(options.json, found, () => {
    const rows = Object.entries(found).map(([key, value]) => [
      key,
      typeof value === "string" ? value : JSON.stringify(value),
    ]);
    const now =
      parameter === undefined
        ? []
        : [["default", `${defaultOf(parameter, options.kubernetes)} ${parameter.unit}`.trimEnd()]];
    const settable = parameter === undefined ? [["settable", "no: it is compiled in"]] : [];
    return table(["", ""], [...rows, ...now, ...settable])
      .split("\n")
      .slice(2)
      .join("\n");
  });
}

async function signals(options: Pick<Options, "json">): Promise<void> {
  const { signalFaults } = await import("../../../knowledge/index.ts");
  const faults = signalFaults();
  print(options.json, faults, () =>
    table(
      ["signal", "component", "wrong in", "its values are", "use instead"],
      faults.map(({ signal, component, releases, shows, instead }) => [
        signal,
        component,
        releases
          .map(
            ({ since, until }) =>
              `${since ?? "the first release seen"} ${until === undefined ? "on" : `to before ${until}`}`,
          )
          .join(", "),
        shows,
        instead,
      ]),
    ),
  );
}
