import { describe, expect, test } from "vitest";
import { loadExperiment, planOf, type Plan } from "../../../experiments/index.ts";
import { loadRules } from "../../../rules/index.ts";
import { checkRules } from "../../../engine/diagnose/index.ts";
import { simulate } from "../../../engine/model/index.ts";
import { inputOf, simulatedServiceTimes } from "../../../engine/simulated/index.ts";
import { withOwn, withoutOwn } from "../../../engine/tune/own-settings.ts";
import type { Cluster } from "../../../provisioners/index.ts";
import { parameters, searchParameters, type Setting } from "../../../knowledge/index.ts";
import { chooseValues } from "../../../engine/search/index.ts";

const file = new URL("../../../experiments/own-parameters/own-parameters.cfg", import.meta.url).pathname;
const shipped = planOf((await loadExperiment(file)).experiment);
const [qps, burst] = ["example-operator.client-qps", "example-operator.client-burst"];

const seconds = (settings: readonly Setting[], plan: Plan): number =>
  simulate(inputOf(plan, settings, simulatedServiceTimes(plan), 1)).deploymentSeconds;

describe("a token bucket of the user's", () => {
  const plan: Plan = { ...shipped, workload: { ...shipped.workload, instances: 50 } };

  test.each([
    [5, 10],
    [5, 25],
    [2, 10],
  ])("of %d per second and %d at once lets 50 pods through in their time", (rate, size) => {
    const settings = [
      { parameter: qps, value: rate },
      { parameter: burst, value: size },
    ];
    const expected = (50 - size) / rate;
    expect(seconds(settings, plan)).toBeGreaterThan(expected);
    expect(seconds(settings, plan)).toBeLessThan(expected + 2);
  });

  test("counts with its default where nothing is set", () => {
    expect(seconds([], plan)).toBe(seconds([{ parameter: qps, value: 5 }], plan));
  });
});

describe("a cluster that Columbo cannot set parameters of the user's on", () => {
  test("is never given them, and measured under the values that the experiment says", async () => {
    const kubernetes = { parameter: "kube-scheduler.clientConnection.qps", value: 70 };
    const plan: Plan = { ...shipped, settings: [...shipped.settings, kubernetes] };
    expect(withoutOwn(plan).settings).toEqual([kubernetes]);
    const applied: (readonly Setting[])[] = [];
    const bare = {
      settings: () => [kubernetes],
      apply: (settings: readonly Setting[]) => {
        applied.push(settings);
        return Promise.resolve();
      },
    } as unknown as Cluster;
    const cluster = withOwn(bare, plan);
    expect(cluster.settings()).toEqual([kubernetes, { parameter: qps, value: 8 }]);
    await cluster.apply(plan.settings);
    expect(applied).toEqual([[kubernetes]]);
  });
});

describe("rules that use parameters of the user's", () => {
  test("are taken with the experiment's parameters, and refused without", async () => {
    const { faults, examples } = await checkRules(shipped.tuning.rules, shipped.own);
    expect(faults).toEqual([]);
    expect(examples.map(({ passed }) => passed)).toEqual([true, true, true]);
    await expect(loadRules(shipped.tuning.rules)).rejects.toThrow(
      'unknown fact "passing.example-operator-client.ratio"',
    );
  });
});

describe("a search over parameters of the user's", () => {
  test("raises rate and burst together, until they are not what limits", () => {
    const plan: Plan = { ...shipped, workload: { ...shipped.workload, instances: 50 } };
    const { candidates, present } = chooseValues({
      parameters: [qps],
      allowed: [qps, burst],
      known: [...parameters, ...searchParameters(plan.own)],
      input: inputOf(plan, plan.settings, simulatedServiceTimes(plan), 1),
      minGainSeconds: 0.5,
      budget: 120,
    });
    const [best] = candidates;
    expect(present.deploymentSeconds).toBeGreaterThan(5);
    expect(best?.settings.map(({ parameter }) => parameter)).toEqual([qps, burst]);
    expect(best?.prediction.deploymentSeconds).toBeLessThan(3);
    expect(best?.settings.every(({ value }) => Number(value) > 8 && Number(value) < 1000)).toBe(true);
  });
});
