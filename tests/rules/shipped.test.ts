import { relative } from "node:path";
import { format } from "prettier";
import { Engine } from "json-rules-engine";
import { describe, expect, it } from "vitest";
import { findParameter } from "../../knowledge/index.ts";
import { editorSchema, factKinds, factsEditorSchema, loadRules, shippedRules } from "../../rules/index.ts";
import { decoratorNames, findOperator, operatorNames } from "../../rules/operators.ts";

/** What goes with a parameter and can be set. */
const settableWith = (id: string): readonly string[] =>
  (findParameter(id)?.goesWith ?? []).filter((other) => findParameter(other)?.notHere === undefined);

describe("the rules that come with Columbo", () => {
  it("lie where their cause says and suggest what can be set", async () => {
    const rules = await loadRules();
    expect(rules.map(({ cause }) => cause).sort()).toEqual([
      "admission-webhook/slow",
      "client/rate-limit",
      "client/serial-submission",
      "cni/rate-limit",
      "cni/slow",
      "etcd/slow-disk",
      "kube-apiserver/event-storm",
      "kube-apiserver/overload",
      "kube-apiserver/priority-and-fairness",
      "kube-controller-manager/client-rate-limit",
      "kube-controller-manager/worker-pool",
      "kube-proxy/rule-sync",
      "kube-scheduler/client-rate-limit",
      "kube-scheduler/plugin-cost",
      "kubelet/client-rate-limit",
      "kubelet/max-pods",
      "kubelet/registry-pull-limit",
      "kubelet/serial-image-pulls",
      "kubelet/volume-wait",
      "network/image-transfer",
      "network/latency",
      "node/cpu-saturated",
      "node/disk-saturated",
      "none",
      "scheduling/insufficient-cpu",
      "scheduling/insufficient-memory",
      "scheduling/no-matching-node",
      "scheduling/unbalanced",
      "volume/ownership-change",
      "workload/cpu-throttled",
      "workload/ordered-start",
      "workload/out-of-memory",
      "workload/readiness-probe",
      "workload/too-few-replicas",
    ]);
    for (const { file, cause, suggests } of rules) {
      expect(relative(shippedRules, file)).toBe(`${cause}.yaml`);
      // A parameter of a priority level is named by the fact that found the level.
      const named = suggests.map((id) => id.replace("{seats.level}", "workload-high"));
      expect(named.every((id) => findParameter(id)?.id === id)).toBe(true);
    }
  });

  it("suggest a rate never without the burst that goes with it", async () => {
    for (const { suggests } of await loadRules())
      for (const id of suggests) expect(suggests).toEqual(expect.arrayContaining([...settableWith(id)]));
  });
});

describe("the catalogue of facts", () => {
  it("names every fact once", () => {
    const ids = factKinds.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("the table of operators", () => {
  it("names only operators that the engine has", async () => {
    for (const name of [...operatorNames, ...decoratorNames.map((decorator) => `${decorator}:equal`)]) {
      const operator = findOperator(name);
      const value = "value" in operator && operator.value === "list" ? [1] : 1;
      const engine = new Engine([
        { conditions: { all: [{ fact: "one", operator: name, value }] }, event: { type: "e" } },
      ]);
      await expect(engine.run({ one: 1 })).resolves.toBeDefined();
    }
  });

  it.each([
    ["not:greaterThan", "one"],
    ["swap:lessThan", "one"],
    ["someValue:equal", "list"],
    ["not:everyValue:lessThan", "list"],
    ["not:in", "list"],
  ])("takes %s over %s", (name, value) => {
    expect(findOperator(name)).toMatchObject({ value });
  });

  it.each([
    "swap:in",
    "someValue:in",
    "someFact:equal",
    "maybe:equal",
    "equal:not",
    "",
    ":equal",
    "toString",
  ])("refuses %s", (name) => {
    expect(findOperator(name)).toHaveProperty("fault");
  });
});

describe("the schemas for editors", () => {
  it.each([
    ["schema.json", editorSchema()],
    ["facts.schema.json", factsEditorSchema()],
  ])("%s is published as it is; vitest -u writes it anew", async (file, schema) => {
    const text = await format(JSON.stringify(schema), { parser: "json", printWidth: 110 });
    await expect(text).toMatchFileSnapshot(`../../rules/${file}`);
  });
});
