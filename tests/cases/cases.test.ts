/** Public reports of slow deployments: the cause that each had must come first, and what looks alike be refused. */
import { describe, expect, it } from "vitest";
import { loadRules } from "../../rules/index.ts";
import { cases } from "./index.ts";
import { judgeCase, namedThough } from "./support/case.ts";

const rules = await loadRules([]);
const shipped = new Set(rules.map(({ cause }) => cause));

describe("public reports", () => {
  for (const one of cases) {
    const name = `${String(one.id)}: ${one.title}`;
    if (!shipped.has(one.cause)) it.todo(`${name} (no rule for ${one.cause})`);
    else
      it(name, async () => {
        const diagnosis = await judgeCase(one, rules);
        const [first] = diagnosis.findings;
        expect(diagnosis.findings.map(({ cause }) => cause)[0]).toBe(one.cause);
        expect(first?.suggests).toEqual(expect.arrayContaining([...one.suggests]));
        if (one.suggests.length === 0) expect(first?.suggests).toEqual([]);
        expect(namedThough(one, diagnosis)).toEqual([]);
      });
  }

  it("are each there once, with where they were reported", () => {
    expect(cases.map(({ id }) => id)).toEqual(
      [...new Set(cases.map(({ id }) => id))].toSorted((a, b) => a - b),
    );
    for (const { source } of cases)
      expect(source).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w.-]+\/(issues|pull)\/\d+$/);
  });
});
