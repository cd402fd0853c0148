import { Command, Option } from "commander";
import { withAccess, withAccessOptions, type AccessOptions } from "../access-options.ts";
import {
  repeatsOption,
  wholeNumber,
  withTrialOptions,
  withTuning,
  type TrialOptions,
} from "../trial-options.ts";
import { WrongInput } from "../wrong-input.ts";

interface Options extends TrialOptions, AccessOptions {
  readonly from?: string;
  readonly verifyAfter?: string;
  readonly observeOnly?: boolean;
  readonly selector?: string;
  readonly pods?: number;
  readonly quietSeconds: number;
  readonly repeats?: number;
}

const noExperiment = ["from", "verifyAfter", "observeOnly"];

/** `columbo diagnose`: find the bottleneck, change it, prove it, report. */
export function diagnoseCommand(): Command {
  const other = (option: Option, own: string): Option =>
    option.conflicts(["repeats", ...noExperiment.filter((name) => name !== own)]);
  return withAccessOptions(
    withTrialOptions(
      new Command("diagnose")
        .argument("[experiment.cfg]", "the experiment")
        .description("Find what holds the workload back, change it, prove it, and write a report"),
    ),
  )
    .addOption(repeatsOption("trials before and after a change, instead of the experiment's"))
    .addOption(
      other(
        new Option("--from <run>", "judge a run folder's trials again, without a cluster"),
        "from",
      ).conflicts(["kubeconfig", "context", "namespace"]),
    )
    .addOption(
      other(
        new Option(
          "--verify-after <run>",
          "measure again after a run's change was made by hand, and judge it",
        ),
        "verifyAfter",
      ),
    )
    .addOption(
      other(
        new Option("--observe-only", "deploy nothing: watch a rollout that you make on a cluster of yours"),
        "observeOnly",
      ),
    )
    .option("--selector <labels>", "with --observe-only: labels of the pods, for example app=web")
    .option("--pods <n>", "with --observe-only: end when so many pods run", wholeNumber(1, 1_000_000))
    .option(
      "--quiet-seconds <n>",
      "with --observe-only: end when all pods run and none has come or gone for so long",
      wholeNumber(1, 3600),
      5,
    )
    .option("--dry-run", "show the plan, and the domains of virtual machines as XML; make nothing")
    .addHelpText(
      "after",
      `
Examples:
  columbo diagnose experiments/quickstart.cfg
  columbo diagnose experiments/quickstart.cfg --json > result.json
  columbo diagnose experiments/qemu/continuum.cfg --dry-run
  columbo diagnose --from columbo-runs/2026-01-01T10-00-00-quickstart
  columbo diagnose my-cluster.cfg --context staging --namespace load-tests
  columbo diagnose --verify-after columbo-runs/2026-01-01T10-00-00-my-cluster
  columbo diagnose --observe-only --selector app=web --namespace shop

A cluster that is there already (provider existing) is only measured: what to change is in the report, to be made by
hand. "columbo rbac" prints the rights that this takes. With infra_only or resource_manager_only the machines are made and
left, and a line for each says how to log into it. Ctrl-C ends --observe-only and reports what was seen.`,
    )
    .action(act);
}

async function act(file: string | undefined, options: Options): Promise<void> {
  const { from, verifyAfter, observeOnly, selector, pods, repeats } = options;
  const instead = noExperiment.find((name) => options[name as keyof Options] !== undefined);
  if (file !== undefined && instead !== undefined)
    throw new WrongInput(
      `${file} and --${dashed(instead)} were both named: expected one of them, ${instead === "observeOnly" ? "nothing is deployed with it" : "it takes the experiment from the run"}`,
    );
  if (observeOnly !== true && (selector !== undefined || pods !== undefined))
    throw new WrongInput("--selector and --pods hold for --observe-only only");
  if (from !== undefined) {
    const { judgeAgain } = await import("../judge-again.ts");
    await judgeAgain(from, options.json);
  } else if (verifyAfter !== undefined) {
    const { verifyAfter: verify } = await import("../verify-after.ts");
    await verify(verifyAfter, options);
  } else if (observeOnly === true) {
    if (selector === undefined)
      throw new WrongInput(
        "--observe-only was given without --selector: expected the pods' labels, for example --selector app=web",
      );
    const { watchRollout } = await import("../watch-rollout.ts");
    await watchRollout({ ...options, selector });
  } else if (file === undefined) {
    throw new WrongInput(
      "no experiment was named: expected a .cfg file, --from RUN, --verify-after RUN or --observe-only",
    );
  } else {
    const { diagnoseFile } = await import("../diagnose-file.ts");
    await diagnoseFile(file, options, (plan) =>
      withAccess(repeats === undefined ? plan : withTuning(plan, { repeats }), options),
    );
  }
}

function dashed(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
