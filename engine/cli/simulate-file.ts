import type { Override, Plan } from "../../experiments/index.ts";
import type { Refusal } from "../model/index.ts";
import { simulateConfiguration, type Simulated } from "../what-if/configuration.ts";
import { whyNoRoom } from "../what-if/room.ts";
import { timesFor } from "../what-if/times.ts";
import { loadPlan } from "./load-plan.ts";
import { print } from "./table.ts";
import { simulationText } from "./simulation-text.ts";
import { withTuning } from "./trial-options.ts";
import type { SimulateOptions, WhatIf } from "./what-if.ts";
import { WrongInput } from "./wrong-input.ts";

/**
 * Simulates an experiment as it is and with what the options change, and prints both. Sets exit code 1 when the
 * model must not predict.
 * @throws the faults of the experiment, of the options, or of the run that was named
 */
export async function simulateFile(file: string, options: SimulateOptions): Promise<void> {
  const tuned = (plan: Plan): Plan =>
    options.seed === undefined ? plan : withTuning(plan, { seed: options.seed });
  const before = tuned(await loadPlan(file));
  const overrides = overridesOf(options, before);
  const after = overrides.length === 0 ? undefined : tuned(await loadPlan(file, overrides));
  const lack = [before, after].flatMap((plan) => (plan && whyNoRoom(plan)) ?? [])[0];
  if (lack !== undefined)
    throw new WrongInput(`no simulation of ${file}: ${lack}; request less, or simulate more nodes`);
  const times = await timesFor(before, options.from);
  const simulated = (plan: Plan, nodeCount?: number): Simulated | Refusal =>
    simulateConfiguration({ plan, ...times.on(plan, nodeCount), repeats: options.repeats });
  const asIs = simulated(before);
  const changed = after && simulated(after, options.nodes);
  if (isRefusal(asIs) || (changed !== undefined && isRefusal(changed))) {
    const refusal = [asIs, changed].find((one) => one !== undefined && isRefusal(one)) as Refusal;
    process.stderr.write(`columbo: no prediction from ${options.from ?? file}: ${refusal.reason}\n`);
    process.exitCode = 1;
    return;
  }
  const whatIf: WhatIf = {
    schema: 1,
    experiment: before.experiment,
    kubernetes: before.kubernetes,
    notes: times.notes,
    asIs,
    ...(changed === undefined
      ? {}
      : { changed, change: changed.deploymentSeconds / asIs.deploymentSeconds - 1 }),
  };
  const reports =
    options.output === undefined
      ? []
      : await (
          await import("./simulation-reports.ts")
        ).writeSimulation(options.output, whatIf, labelOf(options));
  print(options.json, withoutTimelines(whatIf), () =>
    [...simulationText(whatIf, labelOf(options)), ...reports].join("\n"),
  );
}

function isRefusal(one: Simulated | Refusal): one is Refusal {
  return "refused" in one;
}

/** What the changed configuration is called. */
function labelOf({ set, pods, nodes }: SimulateOptions): string {
  return [
    ...set,
    ...(pods === undefined ? [] : [`${pods} containers`]),
    ...(nodes === undefined ? [] : [`${nodes} nodes`]),
  ].join(", ");
}

/** What stands in the file's place. */
function overridesOf({ set, pods, nodes }: SimulateOptions, plan: Plan): readonly Override[] {
  const settings = set.map((text): Override => {
    const [key = "", ...value] = text.split("=");
    if (key.trim() === "" || value.length === 0)
      throw new WrongInput(
        `--set ${text}: expected parameter=value, for example --set kube-controller-manager.kube-api-qps=200`,
      );
    return { section: "kubernetes", key: key.trim(), value: value.join("=").trim(), option: "--set" };
  });
  const number = (section: string, key: string, value: number, option: string): Override => ({
    ...{ section, key, option },
    value: String(value),
  });
  return [
    ...settings,
    ...(pods === undefined ? [] : [number("columbo", "instances", pods, "--pods")]),
    // Of a cluster that is there already the file need not say anything of machines; one of these is the control plane.
    ...(nodes === undefined || plan.provider === "existing"
      ? []
      : [number("infrastructure", "cloud_nodes", nodes + 1, "--nodes")]),
  ];
}

/** Every pod's points are for reports; scripts get what they show. */
function withoutTimelines({ asIs, changed, ...rest }: WhatIf): unknown {
  const without = ({ timeline: _, ...one }: Simulated): unknown => one;
  return { ...rest, asIs: without(asIs), ...(changed === undefined ? {} : { changed: without(changed) }) };
}
