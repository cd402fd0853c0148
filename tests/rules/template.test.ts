import { describe, expect, it } from "vitest";
import { judge } from "../../engine/diagnose/guard.ts";
import { factSet, known } from "../../engine/diagnose/fact-set.ts";
import { ruleTemplate } from "../../rules/index.ts";
import { readRule } from "../../rules/read.ts";
import type { Rule } from "../../rules/rule.ts";

function ruleIn(text: string): Rule {
  const read = readRule("mine.yaml", text);
  if (!("rule" in read)) throw new Error(JSON.stringify(read.faults));
  return read.rule;
}

describe("the template of a rule", () => {
  it.each([
    ["cni/rate-limit", "cni/rate-limit", "cni-rate-limit.yaml"],
    ["slow", "my-cluster/slow", "slow.yaml"],
  ])("%s has no fault, and its examples come out as they say", async (name, cause, file) => {
    const template = ruleTemplate(name);
    expect(template?.file).toBe(file);
    const rule = ruleIn(template?.text ?? "");
    expect([rule.name, rule.cause]).toEqual([name, cause]);
    for (const { facts, expect: expected } of rule.examples) {
      const readings = Object.entries(facts).map(([id, value]) => [id, known(value, "example")] as const);
      const { verdict } = await judge(rule, factSet(Object.fromEntries(readings)));
      expect(verdict).toBe(expected);
    }
  });

  it.each(["", "../x", "a/b/c", "Caps", "a b", "-x", "a/../b"])("cannot be called %j", (name) => {
    expect(ruleTemplate(name)).toBeUndefined();
  });
});

it("takes priorities of conditions, and evaluates all conditions all the same", () => {
  const { text = "" } = ruleTemplate("slow") ?? {};
  const plain = ruleIn(text);
  const first = "    - fact: kubelet.sandbox-p50-seconds\n";
  const marked = ruleIn(
    text
      .replace("conditions:\n  all:\n", "conditions:\n  priority: 2\n  all:\n")
      .replace(first, `${first}      priority: 9\n`),
  );
  expect(text).toContain(first);
  expect(marked.conditions).toEqual(plain.conditions);
});
