import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CATALOGUE_FILE } from "../../../knowledge/catalogue/load.ts";
import { mergeReleases } from "../../../knowledge/catalogue/merge.ts";
import { isFieldOfObject, loadCatalogue, stateIn, verifiedKubernetes } from "../../../knowledge/index.ts";
import { encodeCatalogue } from "../../../scripts/catalogue/encode.ts";
import { PAGE_FILE, parametersPage } from "../../../scripts/catalogue/page.ts";
import { readLines } from "../../../scripts/catalogue/read-lines.ts";
import { decodeLines, encodeLines, STORED_LINES } from "../../../scripts/catalogue/stored-lines.ts";

const root = join(import.meta.dirname, "../../..");
const catalogue = loadCatalogue();
const stored = decodeLines(readFileSync(join(root, STORED_LINES)));
const releases = stored.map(({ version, text }) => ({ version, ...readLines(text, version) }));

describe("the catalogue that is checked in", () => {
  test("is to the byte what `npm run catalogue -- --stored` makes of the reader's lines", () => {
    const made = encodeCatalogue(mergeReleases(releases));
    expect(made.equals(readFileSync(join(root, CATALOGUE_FILE)))).toBe(true);
  });

  test("has every release that Columbo was compared with", () => {
    expect(catalogue.versions).toEqual(verifiedKubernetes);
  });

  test("gives back every line of every release", () => {
    const byKey = new Map(
      catalogue.entries.map((one) => [[one.component, one.kind, one.group, one.name].join(" "), one]),
    );
    for (const { version, lines } of releases) {
      expect(lines.length).toBeGreaterThan(1900);
      for (const {
        component,
        kind,
        group,
        name,
        doc: _doc,
        position: _position,
        defaultNote: _note,
        ...facts
      } of lines) {
        const entry = byKey.get([component, kind, group, name].join(" "));
        expect(entry && stateIn(entry, version), `${component} ${name} in ${version}`).toMatchObject(facts);
      }
    }
  });

  test("says nothing of the machine that made it", () => {
    for (const { position, id } of catalogue.entries)
      expect(position, id).toMatch(/^[\w-]+(\.[\w-]+)+\/\S+\.go:\d+$/);
  });

  /** As the programs of v1.34.4 count them in their help, and its list of gates. */
  test.each([
    ["kube-apiserver", 168],
    ["kube-controller-manager", 141],
    ["kube-scheduler", 58],
    ["kubelet", 148],
  ])("%s's help shows %i flags in v1.34.4", (component, count) => {
    const shown = catalogue.entries.filter((entry) => {
      const state = stateIn(entry, "v1.34.4");
      return (
        entry.component === component && entry.kind === "flag" && state !== undefined && state.hidden !== true
      );
    });
    expect(shown).toHaveLength(count);
  });

  test("knows what was found by hand of v1.34.4", () => {
    const inRelease = catalogue.entries.filter((entry) => stateIn(entry, "v1.34.4") !== undefined);
    const count = (group: string): number => inRelease.filter((entry) => entry.group === group).length;
    expect(count("KubeletConfiguration")).toBe(141);
    expect(count("KubeSchedulerConfiguration")).toBe(95);
    expect(count("KubeProxyConfiguration")).toBe(60);
    expect(count("PriorityLevelConfigurationSpec")).toBe(10);
    expect(inRelease.filter(isFieldOfObject).length).toBeGreaterThan(500);
    expect(count("gates")).toBeGreaterThan(200);
  });
});

describe("packages of configuration files", () => {
  const { packages, versions } = catalogue;

  test("each release has some of each component", () => {
    const components = ["apiserver", "controller-manager", "proxy", "scheduler"].map(
      (name) => `kube-${name}`,
    );
    for (const version of versions) {
      const there = packages.filter(({ counts }) => counts[version] !== undefined);
      expect([...new Set(there.map(({ component }) => component))], version).toEqual([
        ...components,
        "kubeadm",
        "kubelet",
        "kubernetes",
      ]);
      for (const { name, counts } of there) {
        expect(counts[version]?.types, name).toBeGreaterThan(0);
        expect(counts[version]?.fields, name).toBeGreaterThan(0);
      }
    }
  });

  test("versions of an API come and go", () => {
    const releasesOfKubeadm = (version: string): readonly string[] =>
      Object.keys(packages.find(({ name }) => name.endsWith(`/kubeadm/${version}`))?.counts ?? {});
    expect(releasesOfKubeadm("v1beta3")).toEqual(versions.slice(0, versions.indexOf("v1.37.2")));
    expect(releasesOfKubeadm("v1beta4")).toEqual(versions);
  });

  test("have as many types and fields as a count by hand of v1.34.4 finds", () => {
    const kubelet = packages.find(({ name }) => name === "k8s.io/kubelet/config/v1beta1");
    expect(kubelet?.counts["v1.34.4"]).toEqual({ types: 16, fields: 151 });
  });
});

test("stored lines come back as they were", () => {
  const two = [
    { version: "v1.29.6", text: '{"a":1}\n{"a":"# v1.30.1"}\n' },
    { version: "v1.30.14", text: "" },
  ];
  const [first, second] = decodeLines(encodeLines(two));
  expect(first).toEqual(two[0]);
  expect(second?.text.trim()).toBe("");
});

test("a line that the reader should not print is refused with its place", () => {
  const fine = {
    component: "a",
    kind: "flag",
    group: "flags",
    name: "n",
    type: "int",
    doc: "",
    position: "x.go:1",
  };
  const text = (line: unknown) => `${JSON.stringify(fine)}\n${JSON.stringify(line)}\n`;
  expect(readLines(text(fine), "v1.29.6").lines).toHaveLength(2);
  const files = { component: "a", kind: "package", name: "config/v1", types: 2, fields: 5 };
  expect(readLines(text(files), "v1.29.6")).toEqual({ lines: [fine], packages: [files] });
  expect(() => readLines(text({ ...files, fields: -1 }), "v1.29.6")).toThrow(/^v1\.29\.6:2: .*fields/s);
  expect(() => readLines(text({ ...fine, kind: "knob" }), "v1.29.6")).toThrow(/^v1\.29\.6:2: .*kind/s);
  expect(() => readLines(text({ ...fine, extra: 1 }), "v1.29.6")).toThrow(/^v1\.29\.6:2: .*extra/s);
  expect(() => readLines("{\n", "v1.29.6")).toThrow("v1.29.6:1: expected one JSON object a line");
});

test("docs/parameters.md is up to date (`npm run catalogue -- --page` writes it anew)", async () => {
  await expect(await parametersPage(catalogue)).toMatchFileSnapshot(join(root, PAGE_FILE));
});
