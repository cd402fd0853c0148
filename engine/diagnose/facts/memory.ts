import { quantityOf } from "../../quantities.ts";
import type { ContainerState } from "../../trial/record.ts";
import { known, type Readings } from "../fact-set.ts";
import type { TrialView } from "../trial-view.ts";

const limitName = "workload.resources.limits.memory";

/** Containers that were killed for their memory limit. */
export function memoryFacts(view: TrialView): Readings {
  const { record } = view;
  const containers = (record.pods ?? []).flatMap((pod) => pod.containers);
  const killed = containers.filter(isKilled);
  const { incomplete, deploymentSeconds } = record;
  const kept = killed.length > 0 && incomplete !== undefined;
  return {
    "memory.killed-containers": known(killed.length, "how the containers ended, by their pods' status"),
    "memory.limit-mib": known(limitOf(view, killed[0] ?? containers[0]), "the pods, or the experiment"),
    "memory.seconds": known(kept ? deploymentSeconds : 0, "deployment, where it was kept from its end"),
  };
}

/** A limit under what the runtime itself needs kills a container before it is one. */
export function isKilled({ ended }: ContainerState): boolean {
  return ended !== undefined && (ended.reason === "OOMKilled" || /OOM-killed/.test(ended.message ?? ""));
}

function limitOf({ record, context }: TrialView, container: ContainerState | undefined): number {
  if (container !== undefined) return container.limits.memoryMiB ?? 0;
  const set = record.settings.find(({ parameter }) => parameter === limitName)?.value;
  if (set !== undefined) return (quantityOf(String(set)) ?? 0) / 2 ** 20;
  return (context.plan.workload.memoryLimitGB ?? 0) * 1000;
}
