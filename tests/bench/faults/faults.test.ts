import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drawOf } from "../../../bench/faults/draw.ts";
import { faults } from "../../../bench/faults/index.ts";
import { planIn } from "../../../bench/faults/run-fault.ts";
import { findParameter } from "../../../knowledge/index.ts";
import { loadRules } from "../../../rules/index.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-faults-test-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const rules = await loadRules();
const causes = new Set(rules.map(({ cause }) => cause));

test("every fault has a name of its own", () => {
  const names = faults.map(({ name }) => name);
  expect(names).toEqual([...new Set(names)]);
});

describe.each(faults.map((fault) => [fault.name, fault] as const))("%s", (name, fault) => {
  test("expects and refuses causes that some rule finds, and changes that can be made", () => {
    for (const cause of [...fault.causes, ...fault.refused]) expect(causes).toContain(cause);
    for (const parameter of fault.changes) expect(findParameter(parameter)?.id).toBe(parameter);
    expect(fault.refused.filter((cause) => fault.causes.includes(cause))).toEqual([]);
  });

  test.each([1, 2, 3])(
    "is an experiment that can be planned with seed %i, and without the fault",
    async (seed) => {
      const { healthy, ...sick } = fault.experiment(drawOf(name, seed));
      for (const experiment of [sick, ...(healthy === undefined ? [] : [healthy])]) {
        const plan = await planIn(join(folder, `${name}-${String(seed)}`), name, experiment);
        expect(plan.provider).toBe("local");
        expect(plan.tuning.repeats).toBeLessThanOrEqual(5);
      }
    },
  );
});
