import { chown, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { readRun } from "../../../engine/store/index.ts";
import { run } from "../../../provisioners/index.ts";
import { testBinaries } from "../../support/binaries.ts";
import { nothingLeft, program, startColumbo, workplace } from "../../support/cli.ts";
import { smallExperiment } from "../../support/experiments.ts";
import { processesWith } from "../../support/processes.ts";
import { lackOfRealNodes, remainingTraces, tracesOf, type Traces } from "../../support/real-nodes.ts";

const lack = await lackOfRealNodes();
const timeout = 180_000;

/** One real node beside one of kwok's, and 40 pods that come at 10 a second. */
const experiment = (folder: string) =>
  smallExperiment(folder, { local: ["nodes = real:1, kwok:1"], columbo: ["warmup = 0"] });

/** What the only cluster has on the machine, once a pod is on its real node. */
async function tracesOfCluster(folder: string): Promise<Traces> {
  const clusters = join(folder, "state", "columbo", "clusters");
  for (;;) {
    const [id = ""] = await readdir(clusters);
    const traces = await tracesOf({ id }, join(clusters, id));
    if (traces.links.length > 1) return traces;
    await sleep(50);
  }
}

describe.skipIf(lack !== undefined)(`real nodes${lack === undefined ? "" : ` (skipped: ${lack})`}`, () => {
  beforeAll(async () => {
    await testBinaries();
  }, 900_000);

  it.each(["kubelet", "containerd"])(
    "a %s that dies during a trial fails it with exit code 4, is named, and leaves nothing",
    { timeout },
    async (component) => {
      const { folder, env } = await workplace();
      const running = startColumbo(["run", await experiment(folder)], { cwd: folder, env });
      await running.says("running trial baseline-1");
      const traces = await tracesOfCluster(folder);
      const victim = (await processesWith(folder)).find(({ name }) => name === component);
      process.kill(victim!.pid, "SIGKILL");
      expect(await running.ended).toBe(4);
      const said = running.output().split("\n");
      expect(said.filter((line) => line.startsWith("columbo: "))).toEqual([
        expect.stringMatching(
          new RegExp(
            `^columbo: trial baseline-1 failed: ${component} of node worker-1 ended by itself \\(SIGKILL\\); its last words: \\S`,
          ),
        ),
      ]);
      expect(said.filter((line) => /^ +at /.test(line))).toEqual([]);
      expect(remainingTraces(traces)).toEqual([]);
      await nothingLeft(folder, env);
      const [name] = await readdir(join(folder, "columbo-runs"));
      const { result } = await readRun(join(folder, "columbo-runs", name!));
      expect(result).toMatchObject({
        verdict: "failed",
        failure: expect.stringContaining(`${component} of node worker-1`) as string,
      });
    },
  );

  it("an interrupt while pods start on one leaves nothing", { timeout }, async () => {
    const { folder, env } = await workplace();
    const running = startColumbo(["run", await experiment(folder)], { cwd: folder, env });
    await running.says("running trial baseline-1");
    const traces = await tracesOfCluster(folder);
    running.child.kill("SIGINT");
    expect(await running.ended).toBe(130);
    expect(remainingTraces(traces)).toEqual([]);
    await nothingLeft(folder, env);
  });

  it("an ordinary user is told in one sentence what real nodes need, and what still works", async () => {
    const { folder, env } = await workplace();
    const user = 65534;
    await chown(folder, user, user);
    const file = await experiment(folder);
    const { exitCode, stderr } = await run(
      "setpriv",
      [`--reuid=${user}`, "--clear-groups", process.execPath, program, "run", file],
      { cwd: folder, env, deadlineMs: 60_000 },
    );
    expect(stderr.split("\n").filter((line) => line.startsWith("columbo: "))).toEqual([
      "columbo: real nodes need root, and this is an ordinary user: run Columbo as root, or give the experiment hollow or kwok nodes, which need no root",
    ]);
    expect(exitCode).toBe(3);
    expect(await readdir(join(folder, "columbo-runs")).catch(() => [])).toEqual([]);
  });
});
