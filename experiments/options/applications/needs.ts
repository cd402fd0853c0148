import type { Known, Problem } from "../known.ts";

/** Refuses an application under a resource manager that cannot run it. */
export function needsManager(
  application: string,
  allowed: readonly string[],
  known: Known,
): readonly Problem[] {
  const manager = known.get("resource_manager");
  if (typeof manager !== "string" || allowed.includes(manager)) return [];
  const text = `application ${application} needs resource_manager ${allowed.join(" or ")}, got ${JSON.stringify(manager)}`;
  return [{ key: "application", text }];
}

/** Warns of a way to deploy that Continuum accepts and has no manifest for. */
export function needsPodDeployment(application: string, known: Known): readonly Problem[] {
  const method = known.get("kube_deployment");
  if (typeof method !== "string" || method === "pod") return [];
  const text = `Continuum has ${application} for pod only, got ${JSON.stringify(method)}: the run would fail there`;
  return [{ key: "kube_deployment", text, warning: true }];
}
