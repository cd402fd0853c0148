import type { PodResources, TrialRecord } from "../../trial/record.ts";
import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { amountsOf } from "../../quantities.ts";
import type { TrialView } from "../trial-view.ts";

const setName = (resource: "cpu" | "memory"): string => `workload.resources.requests.${resource}`;

/** What each pod asks for, and what nodes have for pods. */
export function requestFacts(view: TrialView): Readings {
  const { record } = view;
  const each = podRequest(view);
  const nodes = record.objects?.nodes ?? [];
  const largest = (amount: (node: (typeof nodes)[number]) => number | undefined): Reading => {
    const all = nodes.flatMap((node) => amount(node) ?? []);
    return all.length === 0
      ? missing("the nodes could not be listed")
      : known(Math.max(...all), "allocatable of the nodes");
  };
  return {
    "request.cpu-cores": known(each.amounts.cpuCores ?? 0, each.origin),
    "request.memory-mib": known(each.amounts.memoryMiB ?? 0, each.origin),
    "request.limit-range": limitRange(view),
    "allocatable.cpu-cores": largest(({ allocatable }) => allocatable.cpuCores),
    "allocatable.memory-mib": largest(({ allocatable }) => allocatable.memoryMiB),
    "allocatable.pods": largest(({ allocatable }) => allocatable.pods),
  };
}

/** The request of a pod, all its containers together: after admission where its pods were kept, else as planned. */
export function podRequest(view: TrialView): { readonly amounts: PodResources; readonly origin: string } {
  const [pod] = view.record.pods ?? [];
  if (pod !== undefined) {
    const sum = (amount: (one: PodResources) => number | undefined): number =>
      pod.containers.reduce((total, { requests }) => total + (amount(requests) ?? 0), 0);
    const amounts = { cpuCores: sum((one) => one.cpuCores), memoryMiB: sum((one) => one.memoryMiB) };
    return { amounts, origin: `${pod.name} as the API had it` };
  }
  const own = ownRequest(view);
  const { method, instances } = view.context.plan.workload;
  const containers = method === "container" ? instances : 1;
  return {
    amounts: {
      cpuCores: (own.cpuCores ?? 0) * containers,
      memoryMiB: (own.memoryMiB ?? 0) * containers,
    },
    origin: "the experiment",
  };
}

/** What the workload itself asks for per container, before admission. */
function ownRequest({ record, context }: TrialView): PodResources {
  const { cpuCores, memoryGB } = context.plan.workload;
  const set = amountsOf({
    ...ofSetting(record, "cpu"),
    ...ofSetting(record, "memory"),
  });
  return {
    ...(cpuCores > 0 ? { cpuCores } : {}),
    ...(memoryGB > 0 ? { memoryMiB: 1000 * memoryGB } : {}),
    ...set,
  };
}

function ofSetting(record: TrialRecord, resource: "cpu" | "memory"): Readonly<Record<string, string>> {
  const value = record.settings.find(({ parameter }) => parameter === setName(resource))?.value;
  return value === undefined ? {} : { [resource]: String(value) };
}

/** The LimitRange whose default is what containers ask for, where the workload does not ask for just that. */
function limitRange(view: TrialView): Reading {
  const container = view.record.pods?.[0]?.containers[0];
  const own = ownRequest(view);
  const found = view.record.objects?.containerDefaults.find(({ requests }) =>
    (["cpuCores", "memoryMiB"] as const).some(
      (amount) =>
        requests[amount] !== undefined &&
        requests[amount] !== own[amount] &&
        requests[amount] === container?.requests[amount],
    ),
  );
  return known(found?.limitRange ?? "", "requests of the pods, and defaults of the namespace");
}
