import { expect, test } from "vitest";
import { findParameter } from "../../knowledge/index.ts";

const id = (level: string, field: string) => `kube-apiserver.PriorityLevelConfiguration.${level}.${field}`;

test("a priority level of somebody's own is found by its name, whatever it is", () => {
  const shares = findParameter(id("team.batch-1", "nominalConcurrencyShares").toLowerCase());
  expect(shares?.id).toBe(id("team.batch-1", "nominalConcurrencyShares"));
  expect(shares?.set).toEqual({
    by: "api-object",
    kind: "PriorityLevelConfiguration",
    name: "team.batch-1",
    path: "spec.limited.nominalConcurrencyShares",
  });
  expect(findParameter(id("team.batch-1", "queueLengthLimit"))?.restart).toBe("none");
});

test("fields that a level has not, and names that it cannot have, are none", () => {
  expect(findParameter(id("batch", "handSize"))).toBeUndefined();
  expect(findParameter(id("a b", "nominalConcurrencyShares"))).toBeUndefined();
  // No queue of the level system is ever full enough to be worth a parameter.
  expect(findParameter(id("system", "queueLengthLimit"))).toBeUndefined();
});
