import { expect, test } from "vitest";
import { cfg, faultsOf, localBase } from "../support.ts";

test("a new cluster has no priority level of somebody's own", () => {
  const key = "kube-apiserver.PriorityLevelConfiguration.batch.nominalConcurrencyShares";
  const [fault, ...others] = faultsOf(cfg(localBase, { [`kubernetes.${key}`]: "5" }));
  expect(fault).toMatch(/cannot be set: a new cluster has no priority level batch$/);
  expect(others).toEqual([]);
});
