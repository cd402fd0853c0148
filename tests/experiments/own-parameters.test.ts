import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExperimentError, faultLine, loadExperiment, planOf, type Plan } from "../../experiments/index.ts";
import { readFile } from "node:fs/promises";

const shipped = new URL("../../experiments/own-parameters", import.meta.url).pathname;
let folder: string;
let file: string;
let text: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-own-"));
  await cp(shipped, folder, { recursive: true });
  file = join(folder, "own-parameters.cfg");
  text = await readFile(file, "utf8");
});
afterAll(() => rm(folder, { recursive: true }));

async function planned(from = "", to = ""): Promise<Plan> {
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
  return planOf((await loadExperiment(file)).experiment);
}

async function faultsOf(from: string, to: string): Promise<readonly string[]> {
  const error: unknown = await planned(from, to).catch((thrown: unknown) => thrown);
  if (!(error instanceof ExperimentError)) throw new Error("expected a refusal");
  expect(error.exitCode).toBe(2);
  return error.faults.map((fault) => faultLine(fault).replaceAll(`${folder}/`, ""));
}

describe("an experiment with parameters of its own", () => {
  test("is planned with them, in its hash as well", async () => {
    const plan = await planned();
    expect(plan.settings).toEqual([{ parameter: "example-operator.client-qps", value: 8 }]);
    expect(plan.own?.parameters.map(({ id }) => id)).toEqual([
      "example-operator.client-qps",
      "example-operator.client-burst",
      "example-cni.allocations-per-second",
    ]);
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
    const other = await planned(", network-plugin.yaml", "");
    expect(other.own?.parameters).toHaveLength(2);
    expect(other.hash).not.toBe(plan.hash);
  });

  test("takes names in any case, and leaves defaults out", async () => {
    expect(
      (await planned("example-operator.client-qps = 8", "Example-Operator.Client-QPS = 5")).settings,
    ).toEqual([]);
  });

  test.each([
    [
      "qps = 8",
      "qps = 0",
      'own-parameters.cfg:37: [kubernetes] example-operator.client-qps: expected a number from 1 to 1000 (requests/s), got "0"',
    ],
    [
      "example-operator.client-qps = 8",
      "example-operator.client-qbs = 8",
      'own-parameters.cfg:37: [kubernetes] example-operator.client-qbs: unknown parameter "example-operator.client-qbs", did you mean "example-operator.client-qps"?',
    ],
    [
      "example-operator.client-qps = 8",
      "example-cni.warm-addresses = 8",
      "own-parameters.cfg:37: [kubernetes] example-cni.warm-addresses: a constant of 5 in your own parameters, cannot be set: remove it",
    ],
    [
      "network-plugin.yaml",
      "nothing.yaml",
      'own-parameters.cfg:32: [columbo] parameters: expected a YAML file with parameters of your own, "nothing.yaml" (as seen from this file) is not there or may not be read',
    ],
    [
      "network-plugin.yaml",
      "rules",
      'own-parameters.cfg:32: [columbo] parameters: expected a YAML file with parameters of your own, "rules" (as seen from this file) is a folder',
    ],
    [
      "rules = rules",
      "rules = rules\ndeny = example-operator.client-qbs",
      'own-parameters.cfg:34: [columbo] deny: unknown parameter "example-operator.client-qbs", did you mean "example-operator.client-qps"?',
    ],
  ])("%s as %s is refused", async (from, to, fault) => {
    expect(await faultsOf(from, to)).toEqual([fault]);
  });

  test("names the file, line and fault of what it describes", async () => {
    await writeFile(join(folder, "bad.yaml"), "parameters:\n  - id: a\n");
    const faults = await faultsOf("network-plugin.yaml", "bad.yaml");
    expect(faults).toContain(
      'bad.yaml:2:9: parameters.0.id: expected <component>.<name> of letters, digits, - and _, for example my-operator.client-qps, found "a"',
    );
  });
});
