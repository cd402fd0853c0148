import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { faultText, loadRules, readRules, RuleError, shippedRules } from "../../rules/index.ts";

const good = `name: mine
cause: my-part/slow
title: My part is slow
stage: S3
requires: [job-controller.paced-seconds, noise.seconds]
conditions:
  all:
    - fact: job-controller.paced-seconds
      operator: greaterThan
      value: { fact: noise.seconds }
explains: job-controller.paced-seconds
suggests: [kube-controller-manager.kube-api-qps]
advice: Look at my part.
examples:
  - name: slow
    facts: { job-controller.paced-seconds: 3, noise.seconds: 0.1 }
    expect: fires
  - name: fast
    facts: { job-controller.paced-seconds: 0, noise.seconds: 0.1 }
    expect: does-not-fire
  - name: unknown
    facts: { noise.seconds: 0.1 }
    expect: cannot-tell
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-rules-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The faults of one file as `line:column: message`. */
async function faultsOf(text: string): Promise<string[]> {
  const file = join(folder, "rule.yaml");
  await writeFile(file, text);
  const { rules, faults } = await readRules([folder]);
  expect(rules.length === 0 || faults.length === 0).toBe(true);
  expect(faults.every((fault) => fault.file === file)).toBe(true);
  return faults.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

const changed = (from: string, to: string): string => {
  expect(good).toContain(from);
  return good.replace(from, to);
};

describe("a rule file", () => {
  it("is taken when nothing is wrong with it", async () => {
    expect(await faultsOf(good)).toEqual([]);
  });

  it.each([
    [
      "an unknown key",
      "advice:",
      "advise:",
      ['1:1: "advice" is missing', '13:1: unknown key "advise"; did you mean advice?'],
    ],
    [
      "an unknown stage",
      "stage: S3",
      "stage: S8",
      [
        '4:8: stage: expected one of S1, S2, S3, S4, S5, S6, longest, found "S8"; did you mean S1, or S2, or S3?',
      ],
    ],
    [
      "a cause without a place",
      "cause: my-part/slow",
      "cause: slow",
      ['2:8: cause: expected <where>/<mechanism> in small letters, or none, found "slow"'],
    ],
    [
      "an unknown fact",
      "- fact: job-controller.paced-seconds",
      "- fact: job-controller.pace-seconds",
      ['8:13: unknown fact "job-controller.pace-seconds"; did you mean job-controller.paced-seconds?'],
    ],
    [
      "an unknown operator",
      "greaterThan",
      "greatherThan",
      ['9:17: unknown operator "greatherThan"; did you mean greaterThan?'],
    ],
    [
      "an operator over lists",
      "operator: greaterThan",
      "operator: contains",
      ["9:17: operator contains needs a fact that is a list, and no fact is one"],
    ],
    [
      "a number in quotes",
      "value: { fact: noise.seconds }",
      'value: "5"',
      ['10:14: job-controller.paced-seconds: expected a number (unit s), found "5"'],
    ],
    [
      "a negative number",
      "value: { fact: noise.seconds }",
      "value: -1",
      ["10:14: job-controller.paced-seconds: expected a number from 0 on (unit s), found -1"],
    ],
    [
      "not a number",
      "value: { fact: noise.seconds }",
      "value: .nan",
      ["10:14: job-controller.paced-seconds: expected a number (unit s), found NaN"],
    ],
    [
      "facts of different units",
      "value: { fact: noise.seconds }",
      "value: { fact: scheduler.qps }",
      [
        "10:22: job-controller.paced-seconds: its unit is s, but that of scheduler.qps is requests/s",
        '10:22: scheduler.qps is used here but is not in the list "requires"',
      ],
    ],
    [
      "a path in the other fact",
      "{ fact: noise.seconds }",
      "{ fact: noise.seconds, path: $.x }",
      ['10:37: "path" is refused: facts are single values, so there is no path into them'],
    ],
    [
      "a condition with a priority",
      "      operator: greaterThan\n",
      "      operator: greaterThan\n      priority: 0\n",
      ["10:17: priority: expected a number above 0, found 0"],
    ],
    [
      "a path",
      "      operator: greaterThan\n",
      "      path: $.x\n      operator: greaterThan\n",
      ['9:7: "path" is refused: facts are single values, so there is no path into them'],
    ],
    [
      "a fact that is not required",
      "requires: [job-controller.paced-seconds, noise.seconds]",
      "requires: [job-controller.paced-seconds]",
      ['10:22: noise.seconds is used here but is not in the list "requires"'],
    ],
    [
      "an unknown parameter",
      "kube-api-qps]",
      "kube-api-qpz]",
      [
        '12:12: unknown parameter "kube-controller-manager.kube-api-qpz"; did you mean kube-controller-manager.kube-api-qps?',
      ],
    ],
    [
      "a constant",
      "kube-controller-manager.kube-api-qps]",
      "kube-controller-manager.SlowStartInitialBatchSize]",
      [
        "12:12: kube-controller-manager.SlowStartInitialBatchSize is a constant of Kubernetes: it cannot be set, so it cannot be suggested",
      ],
    ],
    [
      "an explanation that is no time",
      "explains: job-controller.paced-seconds",
      "explains: job-controller.paced-share",
      [
        "11:11: expected a fact in seconds, but job-controller.paced-share has the unit share",
        '11:11: job-controller.paced-share is used here but is not in the list "requires"',
      ],
    ],
    [
      "no explanation",
      "explains: job-controller.paced-seconds\n",
      "",
      ['1:1: expected "explains", the fact with the seconds that this cause explains'],
    ],
    [
      "an example with an unknown fact",
      "facts: { noise.seconds: 0.1 }",
      "facts: { noise.second: 0.1 }",
      ['22:14: unknown fact "noise.second"; did you mean noise.seconds?'],
    ],
    [
      "an example with a word for a number",
      "facts: { noise.seconds: 0.1 }",
      "facts: { noise.seconds: little }",
      ['22:29: noise.seconds: expected a number (unit s), found "little"'],
    ],
    [
      "no example that cannot tell",
      "expect: cannot-tell",
      "expect: fires",
      ["14:1: expected an example of each kind; cannot-tell is missing"],
    ],
    [
      "a misspelt expectation",
      "expect: cannot-tell",
      "expect: canot-tell",
      [
        "14:1: expected an example of each kind; cannot-tell is missing",
        '23:13: examples.2.expect: expected one of fires, does-not-fire, cannot-tell, found "canot-tell"; did you mean cannot-tell?',
      ],
    ],
    ["a tab", "stage: S3", "stage:\tS3", []],
    [
      "broken YAML",
      "stage: S3",
      "stage: [S3",
      ["5:1: Flow sequence in block collection must be sufficiently indented and end with a ]"],
    ],
  ])("with %s is refused at its place", async (_, from, to, faults) => {
    expect(await faultsOf(changed(from, to))).toEqual(faults);
  });

  it.each([
    ["all: []", "7:3: all is empty, and an empty group is always true"],
    ["any: []", "7:3: any is empty, and an empty group is always true"],
    ["all: { fact: a }", "7:8: expected a list of conditions under all, found a map"],
    ["every: []", '7:3: unknown key "every", expected all, any, not'],
    [
      "condition: shared",
      '7:3: "condition" is refused: named conditions are not available: write the conditions out',
    ],
    ["{ all: [{ any: [] }] }", "7:13: any is empty, and an empty group is always true"],
    ["{ not: { all: [] } }", "7:12: all is empty, and an empty group is always true"],
  ])("with the conditions %s is refused", async (conditions, fault) => {
    const [head, tail] = [good.slice(0, good.indexOf("conditions:")), good.slice(good.indexOf("explains:"))];
    expect(await faultsOf(`${head}conditions:\n  ${conditions}\n${tail}`)).toContain(fault);
  });

  it("says all its faults at once, in the order of the file", async () => {
    const text = good
      .replace("stage: S3", "stage: S9")
      .replace("greaterThan", "moreThan")
      .replace("kube-api-qps", "kube-api-qsp")
      .replace("advice", "hint");
    const lines = (await faultsOf(text)).map((fault) => Number(fault.split(":")[0]));
    expect(lines).toEqual([1, 4, 9, 12, 13]);
  });

  it.each(["", "just a sentence", "- a\n- list\n", "\u0000\u0001\u0002binary", "a: &x [*x]", "%", "{"])(
    "that holds %j is refused with a place",
    async (text) => {
      const faults = await faultsOf(text);
      expect(faults.length).toBeGreaterThan(0);
      expect(faults[0]).toMatch(/^\d+:\d+: ./);
    },
  );
});

describe("folders of rules", () => {
  it("are read with their subfolders, in YAML and JSON, beside the rules that come with Columbo", async () => {
    await mkdir(join(folder, "deep/deeper"), { recursive: true });
    await writeFile(join(folder, "deep/deeper/a.yaml"), good);
    const json = JSON.stringify({
      name: "in JSON",
      cause: "my-part/slow",
      title: "t",
      stage: "S1",
      requires: ["noise.seconds"],
      conditions: { all: [{ fact: "noise.seconds", operator: "equal", value: 0 }] },
      explains: "noise.seconds",
      advice: "a",
      examples: [
        { name: "1", facts: { "noise.seconds": 0 }, expect: "fires" },
        { name: "2", facts: { "noise.seconds": 1 }, expect: "does-not-fire" },
        { name: "3", facts: {}, expect: "cannot-tell" },
      ],
    });
    await writeFile(join(folder, "b.json"), json);
    await writeFile(join(folder, "notes.txt"), "no rule");
    const shipped = await loadRules();
    const all = await loadRules([folder]);
    expect(all.slice(shipped.length).map(({ name }) => name)).toEqual(["in JSON", "mine"]);
    expect(await loadRules([shippedRules])).toHaveLength(shipped.length);
  });

  it("with two rules of one name are refused, naming both files", async () => {
    await writeFile(join(folder, "a.yaml"), good);
    await writeFile(join(folder, "b.yaml"), good);
    const error: unknown = await loadRules([folder]).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RuleError);
    expect((error as RuleError).exitCode).toBe(2);
    expect((error as RuleError).message).toBe(
      `${join(folder, "b.yaml")}:1:7: the rule ${join(folder, "a.yaml")} has the name "mine" too`,
    );
  });

  it("that are not there, and files that are no files, are refused by name", async () => {
    const absent = join(folder, "absent");
    const { faults } = await readRules([absent, "/dev/null"]);
    expect(faults.map(faultText)).toEqual([
      `${absent}: expected a rule file or a folder with rule files, there is none of this name`,
      "/dev/null: expected a rule file, this is no regular file",
    ]);
  });

  it("with a file far too large are refused without reading it", async () => {
    await writeFile(join(folder, "large.yaml"), "a".repeat(1_000_001));
    const { faults } = await readRules([folder]);
    expect(faults.map(({ message }) => message)).toEqual([
      "expected a rule of at most 1000000 bytes, got one of 1000001 bytes",
    ]);
  });
});
