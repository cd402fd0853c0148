import { expect, test } from "vitest";
import { levelsOf } from "../../../engine/observe/priority-levels.ts";

test("levels with limits have their shares and the flow schemas that lead to them", () => {
  const schema = (name: string, level: string) => ({
    metadata: { name },
    spec: { priorityLevelConfiguration: { name: level } },
  });
  expect(
    levelsOf(
      [
        { metadata: { name: "exempt" }, spec: {} },
        {
          metadata: { name: "workload-high" },
          spec: { limited: { nominalConcurrencyShares: 40, lendablePercent: 50 } },
        },
        { metadata: { name: "batch" }, spec: { limited: {} } },
      ],
      [
        schema("kube-scheduler", "workload-high"),
        schema("probes", "exempt"),
        schema("kube-system-service-accounts", "workload-high"),
      ],
    ),
  ).toEqual([
    {
      name: "workload-high",
      shares: 40,
      lendablePercent: 50,
      flowSchemas: ["kube-scheduler", "kube-system-service-accounts"],
    },
    // What the API gives to a level that names none.
    { name: "batch", shares: 30, lendablePercent: 0, flowSchemas: [] },
  ]);
});
