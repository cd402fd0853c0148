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
