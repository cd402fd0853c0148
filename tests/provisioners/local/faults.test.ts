import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { cleanLeftovers, type Cluster } from "../../../provisioners/index.ts";
import { localProvisioner } from "../../../provisioners/local/index.ts";
import { testBinaries } from "../../support/binaries.ts";
import { ownStateFolder, quietHost, remainsOf, smallPlan } from "../../support/local-cluster.ts";

let state: Awaited<ReturnType<typeof ownStateFolder>>;
const clusters: Cluster[] = [];

beforeAll(async () => {
  await testBinaries();
  state = await ownStateFolder();
}, 900_000);

afterEach(async () => {
  for (const cluster of clusters.splice(0)) await cluster.down();
});

afterAll(async () => {
  await cleanLeftovers({ includeRunning: true });
  await state.remove();
});

/** Names of all clusters that have left a folder or an entry in the ledger. */
async function traces(): Promise<readonly string[]> {
  const names = ["clusters", "ledger"].map((name) => readdir(join(state.folder, "columbo", name)));
  return (await Promise.all(names.map((listing) => listing.catch(() => [])))).flat();
}

test("two clusters at once are apart; the death of one's component fails that one alone", async () => {
  const up = () => localProvisioner.up(smallPlan(), quietHost());
  const [one, other] = await Promise.all([up(), up()]);
  clusters.push(one, other);
  expect(one.apiServer).not.toBe(other.apiServer);

  const { pid } = other.processes().find(({ component }) => component === "kube-controller-manager")!;
  const failed = once(other.failed, "abort");
  process.kill(pid, "SIGKILL");
  await failed;
  expect(other.failed.reason).toMatchObject({
    exitCode: 4,
    message: expect.stringMatching(/^kube-controller-manager ended by itself \(SIGKILL\)/) as string,
  });
  await expect(other.reset()).rejects.toBe(other.failed.reason);
  expect(one.failed.aborted).toBe(false);

  await other.down();
  expect(await remainsOf(other.id, dirname(other.scratch))).toEqual([]);
  expect(one.processes()).toHaveLength(5);
}, 120_000);

test("an interrupted start leaves nothing", async () => {
  for (const delay of [0, 300, 2000]) {
    const interruption = new AbortController();
    const starting = localProvisioner.up(smallPlan(), quietHost(interruption.signal));
    const refused = expect(starting).rejects.toThrow("enough");
    await sleep(delay);
    interruption.abort(new Error("enough"));
    await refused;
    expect(await traces()).toEqual([]);
  }
}, 60_000);

test("a fixed port that is taken is one sentence", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  await expect(localProvisioner.up(smallPlan({ apiServerPort: port }), quietHost())).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringContaining(`port ${port} `) as string,
  });
  server.close();
  expect(await traces()).toEqual([]);
});

test("a component that refuses its settings is named with its own words", async () => {
  const settings = [{ parameter: "kube-controller-manager.concurrent-job-syncs", value: "many" }];
  await expect(localProvisioner.up(smallPlan({ settings }), quietHost())).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringMatching(
      /^kube-controller-manager ended by itself.*concurrent-job-syncs/,
    ) as string,
  });
  expect(await traces()).toEqual([]);
}, 60_000);

test("what a killed Columbo leaves is cleaned, and nothing while it lives", async () => {
  const script = fileURLToPath(new URL("./owner.ts", import.meta.url));
  const owner = spawn(process.execPath, [script], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(owner.stdout), "line")) as [string];
  const { id, folder } = JSON.parse(line) as { id: string; folder: string };

  expect(await cleanLeftovers()).toMatchObject({ processes: 0, clusters: [], skipped: [{ what: id }] });
  expect(await remainsOf(id, folder)).toHaveLength(7);

  const gone = once(owner, "exit");
  owner.kill("SIGKILL");
  await gone;
  expect(await cleanLeftovers()).toEqual({
    processes: 5,
    folders: 1,
    machines: 0,
    clusters: [id],
    skipped: [],
  });
  expect(await remainsOf(id, folder)).toEqual([]);
}, 60_000);
