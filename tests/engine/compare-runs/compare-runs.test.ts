import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compareRuns } from "../../../engine/compare-runs/index.ts";
import { comparedText } from "../../../engine/cli/compare/text.ts";
import { compare } from "../../../engine/cli/compare/compare.ts";
import type { StoredRun } from "../../../engine/store/stored-run.ts";
import { freshFolder } from "../../support/simulated.ts";
import { improvedRun } from "../../support/synthetic-runs.ts";

const run = improvedRun(200);

/** The same run with the trials of its end at another pace. */
function paced(factor: number): StoredRun {
  const { final } = run.result;
  const { median, low, high, trials } = final!.deploymentSeconds;
  const deploymentSeconds = {
    median: median * factor,
    low: low * factor,
    high: high * factor,
    trials: trials.map((seconds) => seconds * factor),
  };
  return { ...run, result: { ...run.result, final: { ...final!, deploymentSeconds } } };
}

describe("two runs side by side", () => {
  it("show no difference where there is none, and never say that there is no effect", () => {
    const compared = compareRuns(run, run);
    expect(compared.hindrances).toEqual([]);
    expect(compared.settings).toEqual([]);
    expect(compared.final!.shown).toBe("no-difference-shown");
    expect(compared.baseline!.comparison.rankP).toBeGreaterThan(0.5);
    const text = comparedText(compared);
    expect(text).toContain("no difference shown (95 % interval -");
    expect(text).toContain("Settings at the end: the same");
  });

  it("show which is faster in the end, its settings and its causes", () => {
    const other = paced(0.5);
    const settings = [{ parameter: "kube-scheduler.clientConnection.qps", value: 500 }];
    const compared = compareRuns(run, { ...other, result: { ...other.result, findings: [], settings } });
    expect(compared.final!.shown).toBe("faster");
    expect(compared.final!.comparison.high).toBeLessThan(0);
    expect(compared.baseline!.shown).toBe("no-difference-shown");
    expect(compared.settings).toContainEqual(
      expect.objectContaining({ parameter: "kube-scheduler.clientConnection.qps", b: 500 }),
    );
    expect(compared.causes[0]).toMatchObject({ a: "kept, rolled-back", b: "not found" });
    expect(compareRuns(other, run).final!.shown).toBe("slower");
  });

  it("conclude nothing from the times of a run in which not all containers ran", () => {
    const { final } = run.result;
    const incomplete = { why: "no node has room", ran: 150, of: 200 };
    const other = { ...run, result: { ...run.result, final: { ...final!, incomplete } } };
    expect(compareRuns(paced(2), other).final!.shown).toBe("not-all-ran");
    expect(comparedText(compareRuns(run, other))).toContain("nothing follows from the times");
  });

  it.each<[string, (one: StoredRun) => StoredRun, RegExp]>([
    [
      "another size",
      ({ plan, ...rest }) => ({ ...rest, plan: { ...plan, workload: { ...plan.workload, instances: 400 } } }),
      /^containers: 200 in A, 400 in B$/,
    ],
    [
      "another method",
      ({ plan, ...rest }) => ({ ...rest, plan: { ...plan, workload: { ...plan.workload, method: "call" } } }),
      /^deployment method: pod in A, call in B$/,
    ],
    [
      "another minor version",
      ({ result, ...rest }) => ({ ...rest, result: { ...result, kubernetes: "v1.33.1" } }),
      /^Kubernetes: v1\.34 in A, v1\.33 in B$/,
    ],
    [
      "another machine",
      ({ result, ...rest }) => ({
        ...rest,
        result: { ...result, environment: { ...result.environment, cores: 8 } },
      }),
      /^machine: 2 cores, 8 GiB in A, 8 cores, 8 GiB in B$/,
    ],
  ])("are not comparable with %s", (_, change, reason) => {
    const { hindrances } = compareRuns(run, change(run));
    expect(hindrances).toHaveLength(1);
    expect(hindrances[0]).toMatch(reason);
  });

  it("are refused with the reasons, as wrong input", async () => {
    const [a, b] = [
      await written(run),
      await written({ ...run, result: { ...run.result, kubernetes: "v1.33.1" } }),
    ];
    const refused = compare(a, b, {});
    await expect(refused).rejects.toThrow(
      /cannot be compared: Kubernetes: v1\.34 in A, v1\.33 in B; --anyway shows/,
    );
    await expect(refused).rejects.toHaveProperty("exitCode", 2);
  });
});

/** A run folder as far as the comparison reads it. */
async function written({ plan, result }: StoredRun): Promise<string> {
  const folder = await freshFolder();
  await mkdir(join(folder, "trials"));
  await Promise.all(
    Object.entries({ plan, result, shown: {} }).map(([name, value]) =>
      writeFile(join(folder, `${name}.json`), JSON.stringify(value)),
    ),
  );
  return folder;
}
