import {
  planOf,
  standingOf,
  type Experiment,
  type Plan,
  type PlannedContinuum,
} from "../../experiments/index.ts";
import { previewMachines } from "../../provisioners/index.ts";
import { planText } from "./plan-text.ts";
import { print } from "./table.ts";

/** Shows what a command would do and the domains that it would make, and makes nothing. */
export async function dryRun(
  experiment: Experiment,
  adapt: (plan: Plan) => Plan,
  json?: boolean,
): Promise<void> {
  const standing = standingOf(experiment);
  const plan = standing === undefined ? adapt(planOf(experiment)) : standing.plan;
  const continuum: PlannedContinuum | undefined = standing?.continuum ?? plan?.continuum;
  const domains = continuum === undefined ? [] : await previewMachines(continuum);
  const shown = { ...(plan === undefined ? {} : { plan }), domains };
  print(json, shown, () =>
    [
      ...(plan === undefined ? [] : [planText(plan)]),
      ...domains.map(({ name, host, xml }) => `# ${name} on ${host}\n${xml}`),
    ].join("\n\n"),
  );
}
