import { numberOf, type Known, type Problem } from "../known.ts";
import { isGroups } from "../providers/local-nodes.ts";

/** Why the application does no work of its own on clusters of these providers. */
const reasons: Readonly<Record<string, string>> = {
  existing: "`command` in [existing] says what runs there",
  simulated: "`node_work` in [simulated] says what a pod's start takes",
  local: "no application runs on kwok and hollow nodes, set nodes = real",
};

/** What the application does at its start needs Columbo's own program, and a node that really runs it. */
export function checkStart(known: Known): readonly Problem[] {
  const [provider, groups] = [known.get("provider"), known.get("nodes")];
  const isOnRealNodes = isGroups(groups) && groups.some(({ kind }) => kind === "real");
  if (typeof provider !== "string" || (provider === "local" && isOnRealNodes)) return [];
  const reason = reasons[provider] ?? "it is for real nodes of provider local";
  return ["start_cpu_seconds", "start_memory_mb"]
    .filter((key) => (numberOf(known, key) ?? 0) > 0)
    .map((key) => ({ key, text: `expected none with provider ${provider}: ${reason}` }));
}
