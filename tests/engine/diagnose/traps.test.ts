/** The eight ways in which json-rules-engine goes wrong without a word, each closed. */
import { Engine } from "json-rules-engine";
import { describe, expect, it } from "vitest";
import { diagnose } from "../../../engine/diagnose/index.ts";
import { factSet, known, missing, type FactSet, type Reading } from "../../../engine/diagnose/fact-set.ts";
import { dottedPath, judge } from "../../../engine/diagnose/guard.ts";
import type { ConditionGroup, Rule } from "../../../rules/index.ts";
import { readRule } from "../../../rules/read.ts";
import { withoutPriorities } from "../../../rules/rule.ts";

const paced = "job-controller.paced-seconds";
const noise = "noise.seconds";

function rule(name: string, conditions: unknown, requires: readonly string[] = []): Rule {
  return {
    name,
    cause: `test/${name}`,
    title: name,
    stage: "S3",
    requires,
    conditions: conditions as ConditionGroup,
    explains: paced,
    shows: [],
    suggests: [],
    advice: "none",
    examples: [],
    file: "test",
  };
}

const facts = (values: Readonly<Record<string, unknown>>): FactSet =>
  factSet(
    Object.fromEntries(
      Object.entries(values).map(([id, value]): [string, Reading] => [id, known(value as number, "test")]),
    ),
  );

const slow = { all: [{ fact: paced, operator: "greaterThan", value: { fact: noise } }] };

describe("the guard around the rule engine", () => {
  it("1: loses no rule when many runs go on at once", async () => {
    const rules = Array.from({ length: 30 }, (_, index) => rule(`r${index}`, slow));
    const runs = await Promise.all(
      Array.from({ length: 20 }, (_, index) => diagnose(rules, facts({ [paced]: index + 1, [noise]: 0.5 }))),
    );
    runs.forEach(({ findings }, index) => {
      expect(findings.map(({ rule: name }) => name).sort()).toEqual(rules.map(({ name }) => name).sort());
      expect(findings.every(({ explainsSeconds }) => explainsSeconds === index + 1)).toBe(true);
    });
  });

  it("2: takes a missing fact as no answer, where the engine takes `not` over nothing as true", async () => {
    const absent = { not: { fact: paced, operator: "lessThan", value: 1 } };
    const engine = new Engine([{ conditions: absent, event: { type: "fired" } }], {
      allowUndefinedFacts: true,
    });
    expect((await engine.run({})).events).toHaveLength(1);

    const judgement = await judge(rule("absent", absent), factSet({ [paced]: missing("no log") }));
    expect(judgement).toEqual({ verdict: "cannot-tell", missing: [`${paced}: no log`] });
    expect(await judge(rule("absent", absent), factSet({}))).toEqual({
      verdict: "cannot-tell",
      missing: [`${paced}: it was not computed`],
    });
  });

  it("2: does not run a rule whose required fact is missing, though its conditions could be answered", async () => {
    const { findings, cannotTell } = await diagnose(
      [rule("needs-more", slow, ["scheduler.requests"])],
      facts({ [paced]: 5, [noise]: 0.5 }),
    );
    expect(findings).toEqual([]);
    expect(cannotTell.map(({ cause }) => cause)).toEqual(["test/needs-more"]);
  });

  it("3: keeps a rule that cannot be run from taking the others with it", async () => {
    const { findings, cannotTell } = await diagnose(
      [
        rule("unknown-operator", { all: [{ fact: paced, operator: "moreOrLess", value: 1 }] }),
        rule("throwing-operator", { all: [{ fact: paced, operator: "in", value: 5 }] }),
        rule("no-group", { fact: paced, operator: "equal", value: 5 }),
        rule("sound", slow),
      ],
      facts({ [paced]: 5, [noise]: 0.5 }),
    );
    expect(findings.map(({ rule: name }) => name)).toEqual(["sound"]);
    expect(cannotTell.map(({ cause }) => cause)).toEqual([
      "test/unknown-operator",
      "test/throwing-operator",
      "test/no-group",
    ]);
    expect(cannotTell[0]?.missing).toEqual([
      "the rule unknown-operator could not be run: Unknown operator: moreOrLess",
    ]);
  });

  it("4: refuses empty groups when a rule is read, where the engine takes them as true", async () => {
    const engine = new Engine([{ conditions: { any: [] }, event: { type: "fired" } }]);
    expect((await engine.run()).events).toHaveLength(1);

    for (const group of ["any: []", "all: []", "all: [{ any: [] }]", "not: { all: [] }"]) {
      const { faults } = readRule("r.yaml", `name: r\nconditions: { ${group} }\n`);
      expect(faults.map(({ message }) => message)).toContainEqual(
        expect.stringMatching(/^(any|all) is empty, and an empty group is always true$/),
      );
    }
  });

  it("5: has no facts but numbers of their kind, where the engine compares strings as numbers", () => {
    const { known: kept, missing: refused } = facts({
      [paced]: "5",
      [noise]: Number.NaN,
      "scheduler.qps": null,
      "scheduler.burst": Number.POSITIVE_INFINITY,
      "host.busy-share": 1.5,
      "deployment.seconds": -1,
      "stages.longest": 3,
      "deployment.pods": 4,
    });
    expect([...kept.keys()]).toEqual(["deployment.pods"]);
    expect(refused.get(paced)).toBe('expected a number (unit s), found "5"');
    expect(refused.get(noise)).toBe("expected a number (unit s), found NaN");
    expect(refused.get("scheduler.qps")).toBe("expected a number (unit requests/s), found null");
    expect(refused.get("host.busy-share")).toBe("expected a share from 0 to 1, found 1.5");
    expect(refused.get("stages.longest")).toBe("expected a name in quotes, found 3");
    expect(() => facts({ "no.such-fact": 1 })).toThrow(
      new TypeError("no fact no.such-fact in the catalogue"),
    );
  });

  it("5: refuses them even in a fact set that somebody else made", async () => {
    const fact = { id: paced, value: "5", unit: "s", origin: "elsewhere" } as const;
    const made: FactSet = { known: new Map([[paced, fact]]), missing: new Map() };
    const { findings, cannotTell } = await diagnose(
      [rule("many", { all: [{ fact: paced, operator: "greaterThan", value: 1 }] })],
      made,
    );
    expect(findings).toEqual([]);
    expect(cannotTell[0]?.missing).toEqual([`${paced}: expected a number (unit s), found "5"`]);
  });

  it("6: gives as evidence only what decided in nested groups", async () => {
    const nested = {
      all: [
        { fact: paced, operator: "greaterThan", value: 1 },
        {
          any: [
            { fact: "scheduler.qps", operator: "equal", value: 7 },
            { all: [{ fact: "host.cores", operator: "equal", value: 2 }] },
            { not: { fact: "client.calls", operator: "equal", value: 9 } },
          ],
        },
      ],
    };
    const values = { [paced]: 5, [noise]: 0.5, "scheduler.qps": 50, "host.cores": 2, "client.calls": 1 };
    const fired = await diagnose([rule("nested", nested)], facts(values));
    expect(fired.findings[0]?.evidence).toEqual([
      { fact: paced, value: 5, unit: "s", origin: "test" },
      { fact: "host.cores", value: 2, unit: "cores", origin: "test" },
      { fact: "client.calls", value: 1, unit: "calls", origin: "test" },
    ]);
    const failed = await diagnose(
      [rule("nested", nested)],
      facts({ ...values, "host.cores": 4, "client.calls": 9 }),
    );
    expect(failed.ruledOut[0]?.why).toBe(
      "scheduler.qps is 50 requests/s, not equal to 7 requests/s; host.cores is 4 cores, not equal to 2 cores; client.calls is 9 calls, equal to 9 calls",
    );
  });

  it("7: evaluates every condition, also those that priorities would skip", async () => {
    const all = {
      all: [
        { fact: paced, operator: "greaterThan", value: 100, priority: 9 },
        { fact: noise, operator: "greaterThan", value: 100 },
        { any: [{ fact: "host.cores", operator: "equal", value: 0 }] },
      ],
    };
    const { ruledOut } = await diagnose(
      [rule("all", withoutPriorities(all as ConditionGroup))],
      facts({ [paced]: 5, [noise]: 0.5, "host.cores": 2 }),
    );
    expect(ruledOut[0]?.evidence.map(({ fact }) => fact)).toEqual([paced, noise, "host.cores"]);
  });

  it("8: follows dotted paths and nothing else", () => {
    const value = { a: { b: [1, { c: undefined }] } };
    expect(dottedPath(value, "a.b.0")).toBe(1);
    expect(dottedPath(value, "a.b.1.c")).toBeUndefined();
    for (const path of [
      "$.a",
      "a.x",
      "a.b.2",
      "a.b[0]",
      "$..b[?(@.c)]",
      "a.b.0.toFixed",
      "constructor",
      "__proto__",
    ])
      expect(() => dottedPath(value, path)).toThrow(`nothing at the path "${path}"`);
  });
});
