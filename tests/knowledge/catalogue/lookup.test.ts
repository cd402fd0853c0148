import { describe, expect, test } from "vitest";
import { differencesBetween } from "../../../knowledge/catalogue/differences.ts";
import {
  findEntries,
  listEntries,
  releaseOf,
  releasesOf,
  stateIn,
} from "../../../knowledge/catalogue/lookup.ts";
import { sample } from "./sample.ts";

const idsOf = (entries: readonly { readonly id: string }[]) => entries.map(({ id }) => id);

describe("finding", () => {
  test.each([
    ["kube-apiserver.qps", ["kube-apiserver.qps"]],
    ["KUBE-apiserver.QPS", ["kube-apiserver.qps"]],
    ["--qps", ["kube-apiserver.qps"]],
    ["faststart", ["feature-gates.FastStart"]],
    ["address", ["kubelet.--address", "kubelet.address"]],
    ["kubelet.address", ["kubelet.address"]],
    ["kubelet.--address", ["kubelet.--address"]],
    ["period", ["kubelet.imageGC.period"]],
    ["imageGC.period", ["kubelet.imageGC.period"]],
    ["nonsense", []],
    ["", []],
  ])("%j", (text, ids) => {
    expect(idsOf(findEntries(sample, text))).toEqual(ids);
  });

  test("by component, kind and release", () => {
    expect(idsOf(listEntries(sample, {}))).toHaveLength(7);
    expect(idsOf(listEntries(sample, { kind: "gate" }))).toEqual(["feature-gates.FastStart"]);
    expect(idsOf(listEntries(sample, { component: "kubelet", version: "v1.30" }))).toEqual([
      "kubelet.--address",
      "kubelet.address",
      "kubelet.maxParallelPulls",
    ]);
  });
});

describe("releases", () => {
  test.each([
    ["1.30", "v1.30.14"],
    ["v1.29.0", "v1.29.6"],
    ["v1.28.9", undefined],
    ["v1.34.4", undefined],
    ["banana", undefined],
  ])("%s stands for %s", (version, release) => {
    expect(releaseOf(sample, version)).toBe(release);
  });

  test("are told in words", () => {
    const texts = Object.fromEntries(sample.entries.map((entry) => [entry.id, releasesOf(entry, sample)]));
    expect(texts).toMatchObject({
      "kube-apiserver.old-flag": "v1.29.6",
      "kube-apiserver.qps": "v1.29.6 to v1.31.14",
      "feature-gates.FastStart": "v1.29.6 to v1.31.14",
      "kubelet.imageGC.period": "v1.29.6, v1.31.14",
      "kubelet.maxParallelPulls": "v1.30.14 to v1.31.14",
    });
  });

  test("a state is looked up by minor version", () => {
    const [qps] = findEntries(sample, "qps");
    expect(
      ["v1.28.0", "1.29", "v1.30.0", "v1.31.99", "v1.32.0"].map((v) => qps && stateIn(qps, v)?.default),
    ).toEqual([undefined, "20", "20", "50", undefined]);
  });
});

describe("differences", () => {
  const told = (from: string, to: string) =>
    differencesBetween(sample, from, to).map(({ entry, change, facts }) => [entry.id, change, ...facts]);

  test("from an older release to a newer one", () => {
    expect(told("v1.29", "v1.30")).toEqual([
      ["feature-gates.FastStart", "changed", "default", "stage"],
      ["kube-apiserver.old-flag", "removed"],
      ["kubelet.imageGC.period", "removed"],
      ["kubelet.maxParallelPulls", "added"],
    ]);
    expect(told("v1.29", "v1.31")).toEqual([
      ["feature-gates.FastStart", "changed", "default", "stage", "locked"],
      ["kube-apiserver.old-flag", "removed"],
      ["kube-apiserver.qps", "changed", "default"],
      ["kubelet.maxParallelPulls", "added"],
    ]);
  });

  test("the other way round what came goes", () => {
    const back = told("v1.31", "v1.29").map(([id, change]) => [id, change]);
    expect(back).toEqual([
      ["feature-gates.FastStart", "changed"],
      ["kube-apiserver.old-flag", "added"],
      ["kube-apiserver.qps", "changed"],
      ["kubelet.maxParallelPulls", "removed"],
    ]);
  });

  test("nothing differs from itself", () => {
    for (const version of sample.versions) expect(told(version, version)).toEqual([]);
  });
});
