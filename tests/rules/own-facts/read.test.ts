/** Files of facts of one's own: what is taken, and every fault at its place. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readRules } from "../../../rules/index.ts";

const good = `facts:
  - id: cni.refused
    unit: requests
    meaning: requests that the agent refused
    metric:
      url: http://127.0.0.1:9962/metrics
      name: calls_total
      labels: { code: "429" }
      how: growth
  - id: cni.wait-seconds
    unit: s
    meaning: the longest wait
    log:
      file: agent.log
      pattern: 'waited=(?<wait>\\S+)'
      take: max
  - id: cni.mode
    unit: name
    meaning: how it routes
    object:
      apiVersion: v1
      kind: ConfigMap
      name: cni
      path: data.mode
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-facts-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The faults of one file of facts as `line:column: message`. */
async function faultsOf(text: string, name = "facts.yaml"): Promise<string[]> {
  await writeFile(join(folder, name), text);
  const { faults } = await readRules([folder]);
  return faults.map(({ line, column, message }) => `${line}:${column}: ${message}`);
}

describe("a file of facts", () => {
  it("is taken when nothing is wrong with it, with files as seen from it", async () => {
    expect(await faultsOf(good)).toEqual([]);
    const { facts } = await readRules([folder]);
    expect(facts.map(({ id, unit }) => [id, unit])).toEqual([
      ["cni.refused", "requests"],
      ["cni.wait-seconds", "s"],
      ["cni.mode", "name"],
    ]);
    expect(facts[1]?.log?.from).toEqual({ file: join(folder, "agent.log") });
    expect(facts[2]?.object?.path).toEqual(["data", "mode"]);
  });

  it.each([
    [
      "a misspelt key",
      "unit: requests",
      "units: requests",
      ['2:5: "unit" is missing', '3:5: unknown key "units"; did you mean unit?'],
    ],
    [
      "a misspelt way",
      "how: growth",
      "how: grow",
      [
        '9:12: facts.0.metric.how: expected one of growth, rate, mean, value, found "grow"; did you mean growth?',
      ],
    ],
    [
      "an id of Columbo's own",
      "cni.refused",
      "noise.seconds",
      ["2:9: noise.seconds is one of Columbo's own facts; choose another id"],
    ],
    [
      "an id that is described twice",
      "cni.mode",
      "cni.refused",
      ["17:9: FOLDER/facts.yaml describes cni.refused too"],
    ],
    [
      "an unknown component",
      "url: http://127.0.0.1:9962/metrics",
      "component: kube-schedular",
      ['6:18: unknown component "kube-schedular"; did you mean kube-scheduler?'],
    ],
    [
      "no place",
      "      url: http://127.0.0.1:9962/metrics\n",
      "",
      ["6:7: expected exactly one of component, url, pods; found none"],
    ],
    [
      "an address of another kind",
      "http://127.0.0.1:9962/metrics",
      "file:///etc/passwd",
      ["6:12: expected an address of http or https, found file:"],
    ],
    [
      "a password in an address",
      "http://127",
      "http://me:secret@127",
      ["6:12: an address with a user or a password is refused: it would be read in reports"],
    ],
    [
      "a Secret",
      "kind: ConfigMap",
      "kind: Secret",
      ["22:13: Secrets are not read: what is in them would be read in reports"],
    ],
    [
      "a pattern without a group",
      "(?<wait>\\S+)",
      "\\S+",
      ["15:16: take: max needs a named group in the pattern, such as (?<seconds>[0-9.]+)"],
    ],
    [
      "a broken pattern",
      "(?<wait>\\S+)",
      "(?<wait>\\S+",
      [
        "15:16: expected a regular expression: Invalid regular expression: /waited=(?<wait>\\S+/: Unterminated group",
      ],
    ],
    [
      "a name that nobody can give",
      "unit: requests",
      "unit: name",
      ["3:11: a name comes from an object's field or from a log's last line, not from here"],
    ],
    [
      "a path that leads elsewhere",
      "name: cni\n",
      "name: ../../secrets/x\n",
      ['23:13: facts.2.object.name: expected a name of letters, digits, - and ., found "../../secrets/x"'],
    ],
  ])("with %s is refused at its place", async (_, from, to, faults) => {
    expect(good).toContain(from);
    const found = await faultsOf(good.replace(from, () => to));
    expect(found.map((fault) => fault.replace(folder, "FOLDER"))).toEqual(faults);
  });

  it("may be JSON, whose faults have their places as well", async () => {
    const json =
      '{\n\t"facts": [\n\t\t{ "id": "a.b", "unit": "s", "meaning": "m", "log": { "file": "x", "pattern": "x", "take": "maxx" } }\n\t]\n}';
    expect(await faultsOf(json, "my.facts.json")).toEqual([
      '3:93: facts.0.log.take: expected one of count, sum, mean, max, last, found "maxx"; did you mean max?',
    ]);
  });

  it("under another name is read as a rule, which is said", async () => {
    expect(await faultsOf(good, "cni.yaml")).toEqual([
      "1:1: facts of your own belong into a file called facts.yaml, or whose name ends in .facts.yaml; this one is read as a rule",
    ]);
  });
});

describe("rules beside a file of facts", () => {
  const rule = `name: mine
cause: cni/rate-limit
title: The agent waited {cni.wait-seconds}
stage: S5
requires: [cni.wait-seconds, cni.refused]
conditions: { all: [{ fact: cni.refused, operator: greaterThan, value: 0 }] }
explains: cni.wait-seconds
advice: Raise it.
examples:
  - { name: one, facts: { cni.refused: 2, cni.wait-seconds: 9 }, expect: fires }
  - { name: two, facts: { cni.refused: 0, cni.wait-seconds: 9 }, expect: does-not-fire }
  - { name: three, facts: {}, expect: cannot-tell }
`;

  it("may ask for its facts, also when they are read alone", async () => {
    await writeFile(join(folder, "facts.yaml"), good);
    await writeFile(join(folder, "rule.yaml"), rule);
    for (const path of [folder, join(folder, "rule.yaml")]) {
      const { rules, faults } = await readRules([path]);
      expect([rules.length, faults]).toEqual([1, []]);
    }
  });

  it("are told near misses, other units and explanations that are no time, as with Columbo's own", async () => {
    await writeFile(join(folder, "facts.yaml"), good);
    const text = rule
      .replace("{ fact: cni.refused,", "{ fact: cni.refusd,")
      .replace(
        "value: 0 }",
        "value: { fact: cni.wait-seconds } }, { fact: cni.refused, operator: equal, value: { fact: cni.wait-seconds } }",
      )
      .replace("explains: cni.wait-seconds", "explains: cni.refused");
    expect(await faultsOf(text, "rule.yaml")).toEqual([
      '6:29: unknown fact "cni.refusd"; did you mean cni.refused?',
      "6:154: cni.refused: its unit is requests, but that of cni.wait-seconds is s",
      "7:11: expected a fact in seconds, but cni.refused has the unit requests",
    ]);
  });
});
