import { expect, test } from "vitest";
import { factSet, known } from "../../../engine/diagnose/fact-set.ts";
import { remediesOf } from "../../../engine/remedies/index.ts";
import { syntheticPlan, syntheticTrial } from "../../support/synthetic-trial.ts";

const trial = syntheticTrial({ podsPerJob: 2 });
const cause = "kube-scheduler/plugin-cost";

function valuesFor(parameter: string, value: unknown, plugin: string) {
  const settings = [{ parameter, value: JSON.stringify(value) }];
  const facts = factSet({
    "plugin-cost.plugin": known(plugin, "test"),
    "plugin-cost.share": known(0.8, "test"),
  });
  const context = { plan: syntheticPlan, settings, trial, facts, cause };
  return remediesOf(parameter)
    .flatMap((remedy) => remedy.values(context))
    .map((one) => ("reason" in one ? one.reason : one.settings[0]?.value));
}

test("a demand to spread becomes a wish, and goes where that gains too little", () => {
  const spread = { maxSkew: 1, topologyKey: "zone", whenUnsatisfiable: "DoNotSchedule" };
  const parameter = "workload.topologySpreadConstraints";
  const [wish, none, ...others] = valuesFor(parameter, [spread], "PodTopologySpread");
  expect(JSON.parse(String(wish))).toEqual([{ ...spread, whenUnsatisfiable: "ScheduleAnyway" }]);
  expect([none, ...others]).toEqual([""]);
  const already = [{ ...spread, whenUnsatisfiable: "ScheduleAnyway" }];
  expect(valuesFor(parameter, already, "PodTopologySpread")).toEqual([""]);
  expect(valuesFor(parameter, [spread], "InterPodAffinity")).toEqual([]);
});

test("so does a demand to keep apart; affinity to nodes stays", () => {
  const term = { topologyKey: "kubernetes.io/hostname", labelSelector: { matchLabels: { a: "b" } } };
  const nodeAffinity = { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [] } };
  const affinity = {
    nodeAffinity,
    podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] },
  };
  const [wish, none] = valuesFor("workload.affinity", affinity, "InterPodAffinity");
  expect(JSON.parse(String(wish))).toEqual({
    nodeAffinity,
    podAntiAffinity: {
      preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
    },
  });
  expect(none).toBe("");
});
