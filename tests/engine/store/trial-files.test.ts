import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createRunFolder, observedOf, readRun, resultSchema } from "../../../engine/store/index.ts";
import { points } from "../../../knowledge/index.ts";
import { realRecord, realRun, wellAndBadlySeenRun } from "../../support/synthetic-real-run.ts";

const run = realRun({ nodes: ["real-1", "real-1", "real-1"] });
const labelled = (label: string) => ({
  ...realRecord({ nodes: ["real-1", "real-1", "real-1"] }),
  plan: run.plan.hash,
  label,
});

async function written(labels: readonly string[]): Promise<string> {
  const parent = await mkdtemp(join(tmpdir(), "columbo-store-"));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const folder = await createRunFolder(parent, "one", run.plan);
  for (const label of labels) await folder.writeTrial(labelled(label));
  await folder.writeResult(run.result, { before: "baseline-2" });
  return folder.path;
}

describe("what other programs read of a run", () => {
  it("is a line for each container and point of every trial", async () => {
    const folder = await written(["baseline-1", "baseline-2"]);
    const text = await readFile(join(folder, "timeline.jsonl"), "utf8");
    const lines = text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const seen = points.filter(({ only }) => only !== "traces" && only !== "probed").length;
    expect(lines).toHaveLength(2 * 3 * seen);
    expect(lines[1]).toEqual({
      trial: "baseline-1",
      job: "baseline-1",
      pod: "baseline-1-0",
      container: "empty",
      node: "real-1",
      point: "job-read",
      seconds: 0.09,
      source: "audit log",
      precision: 0.00001,
    });
    expect(new Set(lines.map(({ trial }) => trial))).toEqual(new Set(["baseline-1", "baseline-2"]));
  });

  it("is every trial's stages and steps, which add up to the deployment time", async () => {
    const folder = await written(["baseline-1", "baseline-2"]);
    const { schema, trials } = JSON.parse(await readFile(join(folder, "stages.json"), "utf8")) as {
      schema: number;
      trials: {
        trial: string;
        deploymentSeconds: number;
        coveragePercent: number;
        stages: { lastContainer: { seconds: number; share: number }; seconds: object; ended: object }[];
        steps: { stage?: string; last: number }[];
      }[];
    };
    expect(schema).toBe(1);
    expect(trials.map(({ trial }) => trial)).toEqual(["baseline-1", "baseline-2"]);
    for (const { stages, steps, deploymentSeconds, coveragePercent } of trials) {
      expect(coveragePercent).toBe(100);
      const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
      expect(sum(stages.map((stage) => stage.lastContainer.seconds))).toBeCloseTo(deploymentSeconds, 9);
      expect(sum(stages.map((stage) => stage.lastContainer.share))).toBeCloseTo(1, 9);
      expect(sum(steps.filter(({ stage }) => stage !== undefined).map(({ last }) => last))).toBeCloseTo(
        deploymentSeconds,
        9,
      );
    }
    expect(trials[0]!.stages[0]!.seconds).toEqual({ median: 0.105, shortest: 0.105, longest: 0.105 });
    expect(trials[0]!.stages[0]!.ended).toEqual({ median: 0.105, first: 0.105, last: 0.105 });
  });

  it("are the framework's tables of the trials shown alone", async () => {
    const folder = await written(["baseline-1", "baseline-2"]);
    expect((await readdir(join(folder, "csv"))).sort()).toEqual([
      "baseline-2_dataframe.csv",
      "baseline-2_dataframe_resources.csv",
      "baseline-2_dataframe_resources_os.csv",
    ]);
    const text = await readFile(join(folder, "csv", "baseline-2_dataframe.csv"), "utf8");
    expect(text.split("\n")).toHaveLength(1 + 3 + 1);
  });

  it("leads no write out of a folder that another made", async () => {
    const folder = await written(["baseline-2"]);
    const ours = join(folder, "..", "ours");
    await writeFile(ours, "kept");
    await rm(join(folder, "timeline.jsonl"));
    await symlink(ours, join(folder, "timeline.jsonl"));
    const again = await createRunFolder(join(folder, ".."), "two", run.plan);
    await symlink(ours, join(again.path, "timeline.jsonl"));
    await expect(again.writeTrial(labelled("baseline-1"))).rejects.toThrow(/cannot write/);
    expect(await readFile(ours, "utf8")).toBe("kept");
  });
});

describe("a result with its steps", () => {
  it("is what the schema takes, and is read back as it was written", async () => {
    const { result } = wellAndBadlySeenRun();
    expect(resultSchema.parse(result)).toEqual(result);
    const read = await readRun(await written(["baseline-2"]));
    expect(read.result.observed).toEqual(run.result.observed);
    expect(read.result.observed).toEqual(observedOf(labelled("baseline-1"), run.plan));
  });

  it("may lack them, as results from before did", async () => {
    const folder = await written(["baseline-2"]);
    const { observed: _observed, ...old } = run.result;
    await writeFile(join(folder, "result.json"), JSON.stringify(old));
    for (const name of ["csv", "timeline.jsonl", "stages.json"])
      await rm(join(folder, name), { recursive: true });
    expect((await readRun(folder)).result).toEqual(old);
  });
});
