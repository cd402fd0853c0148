import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { mergeReleases } from "../../../knowledge/catalogue/merge.ts";
import { stateIn } from "../../../knowledge/catalogue/lookup.ts";
import { line, packageLine, releases, sample } from "./sample.ts";

const entryOf = (id: string) => sample.entries.find((entry) => entry.id === id);

const count = (by: Readonly<Record<string, readonly [number, number]>>) =>
  Object.fromEntries(Object.entries(by).map(([version, [types, fields]]) => [version, { types, fields }]));

describe("merging releases", () => {
  test("gives one entry per parameter, in the order of ids", () => {
    expect(sample.versions).toEqual(["v1.29.6", "v1.30.14", "v1.31.14"]);
    expect(sample.entries.map(({ id }) => id)).toEqual([
      "feature-gates.FastStart",
      "kube-apiserver.old-flag",
      "kube-apiserver.qps",
      "kubelet.--address",
      "kubelet.address",
      "kubelet.imageGC.period",
      "kubelet.maxParallelPulls",
    ]);
  });

  test("a state lasts as long as nothing but its note changes, and keeps the newest note", () => {
    expect(entryOf("kube-apiserver.qps")?.states).toEqual([
      { since: "v1.29.6", until: "v1.30.14", type: "int", default: "20", defaultNote: "options.go:2" },
      { since: "v1.31.14", until: "v1.31.14", type: "int", default: "50" },
    ]);
  });

  test("each change of a gate begins a state", () => {
    expect(entryOf("feature-gates.FastStart")?.states).toEqual([
      { since: "v1.29.6", until: "v1.29.6", type: "bool", default: "false", stage: "ALPHA" },
      { since: "v1.30.14", until: "v1.30.14", type: "bool", default: "true", stage: "BETA" },
      { since: "v1.31.14", until: "v1.31.14", type: "bool", default: "true", stage: "GA", locked: true },
    ]);
  });

  test("what is away in between has a gap; what is gone ends", () => {
    const spans = (id: string) => entryOf(id)?.states.map(({ since, until }) => [since, until]);
    expect(spans("kubelet.imageGC.period")).toEqual([
      ["v1.29.6", "v1.29.6"],
      ["v1.31.14", "v1.31.14"],
    ]);
    expect(spans("kube-apiserver.old-flag")).toEqual([["v1.29.6", "v1.29.6"]]);
    expect(spans("kubelet.maxParallelPulls")).toEqual([["v1.30.14", "v1.31.14"]]);
  });

  test("documentation and position are the newest release's", () => {
    expect(entryOf("kubelet.maxParallelPulls")?.doc).toBe("Image pulls at once.");
  });

  test("two parameters of one name in one release are refused", () => {
    const twice = [{ version: "v1.29.6", packages: [], lines: [line("qps"), line("qps")] }];
    expect(() => mergeReleases(twice)).toThrow("v1.29.6 has two parameters kube-apiserver flags qps");
  });

  test("a package of files has the counts of each release that has it", () => {
    expect(sample.packages).toEqual([
      {
        component: "kubelet",
        name: "config/v1",
        counts: count({ "v1.30.14": [3, 10], "v1.31.14": [3, 11] }),
      },
      {
        component: "kubelet",
        name: "config/v1beta1",
        counts: count({ "v1.29.6": [2, 9], "v1.30.14": [2, 9] }),
      },
    ]);
    const twice = [packageLine("config/v1", 3, 10), packageLine("config/v1", 3, 10)];
    expect(() => mergeReleases([{ version: "v1.29.6", packages: twice, lines: [] }])).toThrow(
      "v1.29.6 has package kubelet config/v1 twice",
    );
  });

  test("two parameters of one id are refused", () => {
    const flags = [line("--qps", { kind: "gate", group: "gates" }), line("--qps")];
    expect(() => mergeReleases([{ version: "v1.29.6", packages: [], lines: flags }])).toThrow(
      "kube-apiserver.--qps is the id of a gate of gates and a flag of flags",
    );
  });
});

property.prop([fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }), fc.nat()])(
  "the order of lines does not matter, and each release gets back what it said",
  (picks, seed) => {
    const shuffled = releases.map(({ version, packages, lines }, at) => ({
      version,
      packages: packages.toReversed(),
      lines: lines.toSorted(
        (a, b) => ((a.name.length * (seed + at)) % 7) - ((b.name.length * (seed + at)) % 7),
      ),
    }));
    const merged = mergeReleases(shuffled);
    expect(merged).toEqual(sample);
    for (const pick of picks) {
      const release = releases[pick];
      const there = merged.entries.filter((entry) => stateIn(entry, release?.version ?? "") !== undefined);
      expect(there).toHaveLength(release?.lines.length ?? NaN);
      for (const { name, kind, default: value } of release?.lines ?? []) {
        const entry = there.find((one) => one.name === name && one.kind === kind);
        expect(entry && stateIn(entry, release?.version ?? "")?.default).toBe(value);
      }
    }
  },
);
