import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { readRun } from "../../../engine/store/index.ts";
import { observeOnly } from "../../../engine/tune/index.ts";
import { renderMarkdown } from "../../../reports/index.ts";
import { loadRules } from "../../../rules/index.ts";
import { foreignCluster, requestOn, type Foreign } from "../../support/foreign-cluster.ts";

/** A Deployment, as its user would make it. */
async function deploy({ api }: Foreign, name: string, replicas: number): Promise<void> {
  // Several Deployments of one application, told apart by another label.
  const labels = { app: name.split("-")[0], part: name };
  const body = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "web", image: "web:1" }] } },
    },
  };
  const answer = await api.send("POST", "/apis/apps/v1/namespaces/columbo/deployments", { body });
  expect(answer.status).toBe(201);
}

async function watchWith(
  there: Foreign,
  kubeconfig: string,
  more: { readonly pods?: number; readonly enough?: AbortSignal },
) {
  const ready = Promise.withResolvers<undefined>();
  const { enough = new AbortController().signal, ...rest } = more;
  const run = observeOnly({
    ...rest,
    enough,
    selector: "app=web",
    access: { kubeconfig, namespace: "columbo" },
    quiet: 2,
    rules: await loadRules([]),
    ...requestOn(there),
    emit: (event) => {
      if ("text" in event && event.text.startsWith("watching for new pods")) ready.resolve(undefined);
    },
  });
  await Promise.race([ready.promise, run]);
  return { run };
}

test("a rollout that somebody else makes is watched from its first pod until all run", async () => {
  const there = await foreignCluster();
  const kubeconfig = await there.grant("watcher", { namespace: "columbo", full: false });
  await deploy(there, "other", 2);
  const { run } = await watchWith(there, kubeconfig, {});
  await deploy(there, "web", 5);
  const { folder, result, failure } = await run;
  expect(failure).toBeUndefined();
  const { plan, before } = await readRun(folder);
  expect(plan.workload.instances).toBe(5);
  expect(before!.containers).toHaveLength(5);
  expect(before!.containers.every(({ pod }) => pod.startsWith("web-"))).toBe(true);
  expect(result.findings.every(({ changes }) => changes.length === 0)).toBe(true);
  expect(renderMarkdown(await readRun(folder))).toContain("Columbo deployed nothing and watched a rollout");
  // What was watched is still there.
  expect((await there.objects()).filter((name) => name.includes(" web-"))).toHaveLength(5);
}, 120_000);

test("it ends when so many pods run, or when the user has seen enough", async () => {
  const there = await foreignCluster();
  const kubeconfig = await there.grant("watcher", { namespace: "columbo", full: true });
  const counted = await watchWith(there, kubeconfig, { pods: 3 });
  await deploy(there, "web", 3);
  expect((await counted.run).result.baseline!.deploymentSeconds.trials).toHaveLength(1);

  const enough = new AbortController();
  const { run } = await watchWith(there, kubeconfig, { pods: 1000, enough: enough.signal });
  await deploy(there, "web-more", 4);
  for (let looks = 0; looks < 300; looks += 1) {
    const running = (await there.objects()).filter((name) => name.includes("pods web-more-")).length;
    if (running >= 4) break;
    await sleep(100);
  }
  await sleep(2000);
  enough.abort();
  const { folder, result } = await run;
  expect(result.baseline!.deploymentSeconds.trials).toHaveLength(1);
  expect((await readRun(folder)).before!.containers.length).toBeGreaterThan(0);

  const nothing = new AbortController();
  const empty = await watchWith(there, kubeconfig, { enough: nothing.signal });
  nothing.abort();
  expect((await empty.run).failure?.message).toMatch(
    /no new pod with app=web was seen running in namespace columbo/,
  );
}, 180_000);
