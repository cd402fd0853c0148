import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { cleanLeftovers } from "../../../../provisioners/index.ts";
import { localProvisioner } from "../../../../provisioners/local/index.ts";
import { readHierarchies } from "../../../../provisioners/local/real/cgroups.ts";
import { testBinaries } from "../../../support/binaries.ts";
import { ownStateFolder, quietHost, remainsOf } from "../../../support/local-cluster.ts";
import { lackOfRealNodes, realPlan, remainingTraces, tracesOf } from "../../../support/real-nodes.ts";

const lack = await lackOfRealNodes();

describe.skipIf(lack !== undefined)(`real nodes${lack === undefined ? "" : ` (skipped: ${lack})`}`, () => {
  let state: Awaited<ReturnType<typeof ownStateFolder>>;

  beforeAll(async () => {
    await testBinaries();
    state = await ownStateFolder();
  }, 900_000);

  afterAll(async () => {
    await cleanLeftovers({ includeRunning: true });
    await state.remove();
  });

  test("a kubelet that dies fails the cluster, and what a killed Columbo leaves of it is cleaned", async () => {
    const script = fileURLToPath(new URL("./owner.ts", import.meta.url));
    const owner = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
    onTestFinished(() => void owner.kill("SIGKILL"));
    const lines = createInterface(owner.stdout)[Symbol.asyncIterator]();
    const next = async <T>() => JSON.parse((await lines.next()).value as string) as T;
    const { id, folder, kubelet } = await next<{ id: string; folder: string; kubelet: number }>();
    const traces = await tracesOf({ id }, folder);

    process.kill(kubelet, "SIGKILL");
    const { failed } = await next<{ failed: string }>();
    expect(failed).toMatch(/^kubelet of node real-0 ended by itself \(SIGKILL\); its last words: \S/);

    const gone = once(owner, "exit");
    owner.kill("SIGKILL");
    await gone;
    expect(remainingTraces(traces)).not.toEqual([]);
    const cleaned = await cleanLeftovers();
    expect(cleaned).toMatchObject({ folders: 1, clusters: [id], skipped: [] });
    // Its control plane, kwok, containerd, and of each pod a shim, the pause program and the application.
    expect(cleaned.processes).toBeGreaterThanOrEqual(15);
    expect(remainingTraces(traces)).toEqual([]);
    expect(await remainsOf(id, folder)).toEqual([]);
  }, 180_000);

  test("an interrupted start leaves nothing", async () => {
    const groups = async () => {
      const folders = readHierarchies().all.map(({ folder }) => readdir(folder));
      return (await Promise.all(folders))
        .flat()
        .filter((name) => name.startsWith(`columbo-local-${process.pid}-`));
    };
    // While the node's surroundings are made, and while its kubelet starts.
    for (const delay of [200, 1200]) {
      const interruption = new AbortController();
      const begun = Promise.withResolvers<undefined>();
      const host = quietHost(interruption.signal);
      const report = ({ text }: { readonly text: string }) => {
        if (text.includes("the nodes")) begun.resolve(undefined);
      };
      const starting = localProvisioner.up(realPlan(), { ...host, report });
      const refused = expect(starting).rejects.toThrow("enough");
      await begun.promise;
      await sleep(delay);
      interruption.abort(new Error("enough"));
      await refused;
      expect(await groups()).toEqual([]);
      const left = ["clusters", "ledger"].map((name) => readdir(join(state.folder, "columbo", name)));
      expect((await Promise.all(left)).flat()).toEqual([]);
    }
  }, 180_000);
});
