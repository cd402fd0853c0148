import { expect, test } from "vitest";
import { readRun, type Result } from "../../../engine/store/index.ts";
import { diagnoseExperiment, verifyRun } from "../../../engine/tune/index.ts";
import type { Plan } from "../../../experiments/index.ts";
import { renderHtml, renderMarkdown } from "../../../reports/index.ts";
import { loadRules } from "../../../rules/index.ts";
import { foreignCluster, requestOn } from "../../support/foreign-cluster.ts";
import { smallPlan } from "../../support/local-cluster.ts";

function planFor(kubeconfig: string, more: Partial<Plan["existing"]> = {}): Plan {
  return {
    ...smallPlan({ provider: "existing", nodes: [] }),
    existing: { kubeconfig, ...more },
    workload: { ...smallPlan().workload, instances: 100, client: "kubectl" },
    tuning: { ...smallPlan().tuning, repeats: 2, warmup: 5, allow: [] },
  };
}

test("a cluster that is there already is diagnosed by few rights, and is afterwards as it was", async () => {
  const there = await foreignCluster();
  const kubeconfig = await there.grant("few", { full: false });
  const before = await there.objects();
  const { folder, result, failure } = await diagnoseExperiment({
    ...requestOn(there),
    plan: planFor(kubeconfig),
    rules: await loadRules([]),
  });
  expect(failure).toBeUndefined();
  expect(await there.objects()).toEqual(before);
  // Which of the two depends on how evenly a busy machine lets the pods come.
  expect(["not-tried", "cannot-tell"]).toContain(result.verdict);
  expect(result.baseline!.deploymentSeconds.trials).toHaveLength(2);
  expect(result.iterations).toBe(0);
  expect(result.kubernetes).toBe(there.cluster.kubernetes);
  expect(result.cluster).toMatch(/^[0-9a-f]{16}$/);
  expect(result.notes!.join()).toMatch(/the defaults of Kubernetes .* are taken/);
  const grants = result.observed!.unseen.flatMap(({ grant }) => grant ?? []);
  expect(grants.join()).toContain("nodes/proxy");
  expect(grants.join()).toContain("/metrics");
  expect(result.observed!.unseen.map(({ source }) => source)).toContain("audit log");
  // Columbo's own machine is not the cluster.
  expect(result.cannotTell.map(({ cause }) => cause)).toContain("node/cpu-saturated");
  const run = await readRun(folder);
  expect(renderMarkdown(run)).toContain("What could not be seen");
  expect(await renderHtml(run)).toContain("</html>");
}, 300_000);

test("a change that was made by hand is judged by trials before and after it", async () => {
  const there = await foreignCluster();
  const kubeconfig = await there.grant("verify", { namespace: "columbo", full: true });
  const plan = planFor(kubeconfig, { namespace: "columbo" });
  const { folder } = await diagnoseExperiment({
    ...requestOn(there),
    plan: { ...plan, tuning: { ...plan.tuning, warmup: 0 } },
    rules: await loadRules([]),
  });
  await recommend(folder);

  await there.cluster.apply([
    { parameter: "kube-controller-manager.kube-api-qps", value: 2000 },
    { parameter: "kube-controller-manager.kube-api-burst", value: 2000 },
  ]);
  const before = await there.objects();
  const verified = await verifyRun({ ...requestOn(there), run: folder, access: {} });
  expect(await there.objects()).toEqual(before);
  const { result } = verified;
  const [finding] = result.findings;
  // A hundred pods wait 3.5 s for tokens at the default rate and none at the new one.
  expect([result.verdict, finding!.outcome]).toEqual(["improved", "confirmed"]);
  expect(finding!.measured!.difference).toBeLessThan(0);
  expect(result.final!.deploymentSeconds.trials).toHaveLength(2);
  const markdown = renderMarkdown(await readRun(verified.folder));
  expect(markdown).toContain("made by hand");

  await expect(
    verifyRun({ ...requestOn(there), run: await elsewhere(folder), access: {} }),
  ).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/was measured on another cluster than https:/) as string,
  });
}, 300_000);

/** Puts a recommended change into the run's result, whatever the rules said of a busy machine. */
async function recommend(folder: string): Promise<void> {
  await rewrite(folder, (result) => ({
    ...result,
    verdict: "not-tried",
    findings: [
      {
        cause: "kube-controller-manager/client-rate-limit",
        stage: "S3",
        rule: "kube-controller-manager/client-rate-limit",
        title: "The job controller creates pods no faster than its own client's rate limit lets it",
        explainsSeconds: 3.5,
        evidence: [],
        advice: "Raise it.",
        changes: [{ parameter: "kube-controller-manager.kube-api-qps", from: 20, to: 2000 }],
        outcome: "not-tried",
      },
    ],
  }));
}

async function elsewhere(folder: string): Promise<string> {
  await rewrite(folder, (result) => ({ ...result, cluster: "0123456789abcdef" }));
  return folder;
}

async function rewrite(folder: string, change: (result: Result) => Result): Promise<void> {
  const { readFile, writeFile } = await import("node:fs/promises");
  const file = `${folder}/result.json`;
  await writeFile(file, JSON.stringify(change(JSON.parse(await readFile(file, "utf8")) as Result)));
}
