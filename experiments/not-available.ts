import type { Experiment } from "./experiment.ts";
import type { Plan } from "./plan.ts";

/** What the experiment needs and Columbo does not have yet, each with what there is. */
export function notAvailable(experiment: Experiment): readonly string[] {
  const { provider, benchmark, resourceManager, application, infrastructure } = experiment;
  const parts: string[] = [];
  if (!isPlanned(provider.name))
    parts.push(`provider ${provider.name} (available: ${plannedProviders.join(", ")})`);
  if (infrastructure.infra_only) parts.push("infra_only (available under provider qemu)");
  if (benchmark?.resource_manager_only === true && provider.name !== "qemu") {
    parts.push("resource_manager_only (available under provider qemu)");
  }
  if (resourceManager !== undefined && resourceManager.name !== "kubecontrol") {
    parts.push(`resource_manager ${resourceManager.name} (available: kubecontrol)`);
  }
  if (application !== undefined && application.name !== "empty") {
    parts.push(`application ${application.name} (available: empty)`);
  }
  if (experiment.executionModel !== undefined) parts.push(`model ${experiment.executionModel.name}`);
  const alone = provider.name === "local" || provider.name === "simulated";
  if (alone && infrastructure.endpoint_nodes > 0)
    parts.push(`endpoint_nodes under provider ${provider.name} (available: cloud_nodes)`);
  return parts;
}

/** The providers that there are clusters of. */
export const plannedProviders: readonly Plan["provider"][] = ["local", "qemu", "existing", "simulated"];

export function isPlanned(provider: string): provider is Plan["provider"] {
  return plannedProviders.some((name) => name === provider);
}
