import { expect, it } from "vitest";
import { accountsOf, judgeRules, type AccountedCondition } from "../../../engine/diagnose/index.ts";
import { closeness } from "../../../engine/diagnose/closeness.ts";
import { factSet, known, missing, type Reading } from "../../../engine/diagnose/fact-set.ts";
import type { ConditionGroup, Rule } from "../../../rules/index.ts";

const paced = "job-controller.paced-seconds";

function rule(name: string, conditions: ConditionGroup): Rule {
  return {
    name,
    cause: `test/${name}`,
    title: `{${paced}} were lost`,
    stage: "S3",
    requires: [paced],
    conditions,
    explains: paced,
    shows: ["host.busiest"],
    suggests: [],
    advice: "none",
    examples: [],
    file: "test",
  };
}

const above = (value: number): ConditionGroup => ({
  all: [
    { fact: paced, operator: "greaterThan", value: { fact: "noise.seconds" } },
    { any: [{ fact: paced, operator: "greaterThan", value }] },
  ],
});

const facts = (more: Readonly<Record<string, Reading>> = {}) =>
  factSet({
    [paced]: known(5, "log"),
    "noise.seconds": known(0.5, "trials"),
    "deployment.seconds": known(20, "timeline"),
    "host.busiest": missing("nobody sampled"),
    ...more,
  });

it("gives every fact with unit and origin, every condition with both sides, and the share explained", async () => {
  const [account] = accountsOf(await judgeRules([rule("slow", above(4))], facts()));
  expect(account).toMatchObject({
    verdict: "found",
    title: "5 s were lost",
    stage: "S3",
    explainsSeconds: 5,
    share: 0.25,
    facts: [
      { fact: paced, value: 5, unit: "s", origin: "log" },
      { fact: "noise.seconds", value: 0.5, unit: "s", origin: "trials" },
      { fact: "host.busiest", unit: "name", missing: "nobody sampled" },
    ],
  });
  const expected: AccountedCondition = {
    join: "all",
    holds: true,
    parts: [
      { fact: paced, operator: "greaterThan", is: 5, against: 0.5, otherFact: "noise.seconds", holds: true },
      {
        join: "any",
        holds: true,
        parts: [{ fact: paced, operator: "greaterThan", is: 5, against: 4, holds: true }],
      },
    ],
  };
  expect(account?.conditions).toEqual(expected);
});

it("orders what was ruled out by how near it came, and shows what was not asked for want of a fact", async () => {
  const rules = [rule("far", above(50)), rule("near", above(6)), rule("found", above(1))];
  const accounts = accountsOf(await judgeRules(rules, facts()));
  expect(accounts.map(({ rule: name, verdict }) => `${name} ${verdict}`)).toEqual([
    "found found",
    "near ruled-out",
    "far ruled-out",
  ]);
  expect(accounts[1]?.because).toEqual([`${paced} is 5 s, not more than 6 s`]);

  const [unknown] = accountsOf(
    await judgeRules([rule("far", above(50))], facts({ [paced]: missing("no log") })),
  );
  expect(unknown).toMatchObject({ verdict: "cannot-tell", because: [`${paced}: no log`] });
  expect(unknown?.conditions).toMatchObject({
    join: "all",
    holds: null,
    parts: [{ is: null, against: 0.5 }, {}],
  });
  expect(unknown).not.toHaveProperty("explainsSeconds");
});

it("is as close to holding as the worst part of all, the best of any, and a negated comparison's own distance", () => {
  const part = (factResult: unknown, valueResult: unknown, result = false) => ({
    ...{ fact: paced, operator: "greaterThan", value: valueResult, result, factResult, valueResult },
  });
  const [half, tenth] = [part(1, 2), part(1, 10)];
  expect(closeness({ result: false, all: [half, tenth, part(3, 1, true)] })).toBe(0.1);
  expect(closeness({ result: false, any: [half, tenth] })).toBe(0.5);
  expect(closeness({ result: false, not: part(4, 2, true) })).toBe(0.5);
  expect(closeness({ result: false, not: { result: true, all: [part(4, 2, true)] } })).toBe(0);
  expect(closeness(part("a", "b"))).toBe(0);
  expect(closeness(part(0, 0))).toBe(1);
});
