import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { chainText } from "../../../engine/cli/explain/chain.ts";
import { overviewText } from "../../../engine/cli/explain/overview.ts";
import { resultSchema } from "../../../engine/store/index.ts";
import { diagnoseSimulation, explainRun } from "../../../engine/tune/index.ts";
import { loadRules } from "../../../rules/index.ts";
import { freshFolder, simulatedPlan } from "../../support/simulated.ts";

const limited = "kube-controller-manager/client-rate-limit";

async function run(): Promise<string> {
  const plan = await simulatedPlan({ pods: 100 });
  const { folder } = await diagnoseSimulation({
    ...{ plan, rules: await loadRules([]), emit: () => undefined, startedAt: Date.now() },
    ...{ columbo: "0.0.0", output: await freshFolder(), signal: new AbortController().signal },
  });
  return folder;
}

it("explains baseline and final from the folder alone, and says where the stored result says otherwise", async () => {
  const folder = await run();
  const before = await explainRun(folder, "baseline", loadRules);
  const [first] = before.accounts;
  expect(first).toMatchObject({ cause: limited, verdict: "found" });
  expect(first!.share).toBeGreaterThan(0.5);
  expect(before.trials).toHaveLength(2);
  expect(before.otherwise).toEqual([]);

  const overview = overviewText(before);
  expect(overview).toMatch(/^small on Kubernetes v[\d.]+: trial baseline-\d, .* the median of 2 trials/);
  expect(overview).toMatch(new RegExp(`${limited} +found +[\\d.]+ s, \\d+ % of the deployment`));

  const chain = chainText(before, first!);
  for (const part of [
    "job-unpacked",
    "simulated kube-controller-manager log",
    "100 of 100 containers",
    "job-controller.qps",
    "all of these: true",
    "4. Verdict: found",
    "kube-scheduler/client-rate-limit: ruled out: scheduler.paced-seconds is",
    "kube-controller-manager.kube-api-qps: 20 -> ",
    "95 % interval",
  ])
    expect(chain).toContain(part);

  const after = await explainRun(folder, "final", loadRules);
  expect(after.accounts.find(({ cause }) => cause === limited)?.verdict).toBe("ruled-out");
  expect(after.settings).not.toEqual([]);
  expect((await explainRun(folder, after.trial.label, loadRules)).trials).toHaveLength(1);
  await expect(explainRun(folder, "change-9", loadRules)).rejects.toThrow(
    /has no trial change-9: expected baseline/,
  );

  const file = join(folder, "result.json");
  const result = resultSchema.parse(JSON.parse(await readFile(file, "utf8")));
  const others = result.findings.map((finding) => ({ ...finding, cause: "node/cpu-saturated" }));
  await writeFile(file, JSON.stringify({ ...result, findings: others }));
  const today = await explainRun(folder, "baseline", loadRules);
  expect(today.otherwise).toEqual([{ cause: "node/cpu-saturated", then: "found", now: "ruled-out" }]);
  expect(overviewText(today)).toContain("node/cpu-saturated: found then, today ruled out");

  await rm(file);
  expect((await explainRun(folder, "baseline", loadRules)).findings).toEqual([]);
});
