import type { Command } from "commander";
import type { Plan, PlannedExisting } from "../../experiments/index.ts";
import { WrongInput } from "./wrong-input.ts";

/** The way to a cluster that is there already, from the command line. */
export interface AccessOptions {
  readonly kubeconfig?: string;
  readonly context?: string;
  readonly namespace?: string;
}

/** Adds the options that say which cluster is meant. */
export function withAccessOptions(command: Command): Command {
  return command
    .option("--kubeconfig <file>", "with provider existing: the kubeconfig, instead of the experiment's")
    .option(
      "--context <name>",
      "with provider existing: the kubeconfig's context, instead of its current one",
    )
    .option(
      "--namespace <name>",
      "with provider existing: where it runs, instead of a namespace of Columbo's",
    );
}

/** What was given of them. */
export function accessOf({ kubeconfig, context, namespace }: AccessOptions): PlannedExisting {
  return {
    ...(kubeconfig === undefined ? {} : { kubeconfig }),
    ...(context === undefined ? {} : { context }),
    ...(namespace === undefined ? {} : { namespace }),
  };
}

/** The plan on the cluster that was named. @throws WrongInput when the plan makes its own cluster */
export function withAccess(plan: Plan, options: AccessOptions): Plan {
  const access = accessOf(options);
  const [given] = Object.keys(access);
  if (given === undefined) return plan;
  if (plan.provider !== "existing")
    throw new WrongInput(
      `--${given} was given, and ${plan.file} has provider ${plan.provider}: expected it with provider existing only`,
    );
  return { ...plan, existing: { ...plan.existing, ...access } };
}
