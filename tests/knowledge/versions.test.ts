import { expect, test } from "vitest";
import { isKubernetesVersion, isVerified } from "../../knowledge/index.ts";

test("any release of a verified minor version counts", () => {
  expect(["v1.29.0", "1.34", "v1.37.99", "v1.36.0-rc.0"].map(isVerified)).toEqual([true, true, true, true]);
  expect(["v1.28.15", "v1.38.0", "v2.34.4", "v1.3.4"].map(isVerified)).toEqual([false, false, false, false]);
});

test("what a version looks like", () => {
  expect(["v1.34.4", "1.34", "v1.35.0-beta.2"].every(isKubernetesVersion)).toBe(true);
  expect(["banana", "v1", "1.34.4.1", "v1.34.4-custom", "v1.9999.0"].some(isKubernetesVersion)).toBe(false);
});
