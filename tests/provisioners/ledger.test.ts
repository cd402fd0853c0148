import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, readdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cleanLeftovers } from "../../provisioners/index.ts";
import { ownerLives, parseEntry, readLedger, recordCluster } from "../../provisioners/ledger.ts";
import { processesOf, startTimeOf } from "../../provisioners/marked-processes.ts";
import { stateFolders } from "../../provisioners/state-folders.ts";
import { ownStateFolder } from "../support/local-cluster.ts";

let state: Awaited<ReturnType<typeof ownStateFolder>>;
const children: ChildProcess[] = [];

beforeEach(async () => {
  state = await ownStateFolder();
});

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await state.remove();
});

const folderOf = (cluster: string) => join(stateFolders().clusters, cluster);

async function sleeper(cluster: string): Promise<ChildProcess> {
  const child = spawn("sleep", ["60"], { env: { COLUMBO_CLUSTER: cluster } });
  children.push(child);
  await once(child, "spawn");
  return child;
}

/** An entry whose owner is gone: no process ever started at tick 1 with this pid. */
async function orphanEntry(cluster: string, folder = folderOf(cluster)): Promise<string> {
  await mkdir(stateFolders().ledger, { recursive: true });
  const file = join(stateFolders().ledger, `${cluster}.json`);
  const entry = { schema: 1, cluster, owner: { pid: process.pid, startTime: 1 }, folder };
  await writeFile(file, JSON.stringify(entry));
  return file;
}

/** A good entry, but for what real nodes leave. */
function remainsOfCluster(remains: object): string {
  const cluster = "local-1-0a1b2c3d";
  const owner = { pid: 1, startTime: 1 };
  return JSON.stringify({ schema: 1, cluster, owner, folder: folderOf(cluster), ...remains });
}

describe("the ledger", () => {
  test("holds what was recorded, for nobody but the user", async () => {
    await recordCluster("local-a", folderOf("local-a"));
    const [file, ...others] = await readLedger();
    expect(others).toEqual([]);
    expect(file).toMatchObject({ entry: { cluster: "local-a", owner: { pid: process.pid } } });
    expect((await stat(file!.file)).mode & 0o777).toBe(0o600);
    expect((await stat(stateFolders().ledger)).mode & 0o777).toBe(0o700);
  });

  test("holds what real nodes leave outside the folder", async () => {
    const remains = { bridges: ["cb0a1b2c3d0", "cb0a1b2c3d1"], cgroup: "columbo-local-1-0a1b2c3d" };
    await recordCluster("local-1-0a1b2c3d", folderOf("local-1-0a1b2c3d"), remains);
    expect(await readLedger()).toMatchObject([{ entry: remains }]);
    expect(parseEntry(remainsOfCluster(remains))).toMatchObject(remains);
  });

  test("tells an owner from another process with its pid", async () => {
    const startTime = (await startTimeOf(process.pid))!;
    const entry = (time: number) =>
      ({ schema: 1, cluster: "x", owner: { pid: process.pid, startTime: time }, folder: "/" }) as const;
    expect(await ownerLives(entry(startTime))).toBe(true);
    expect(await ownerLives(entry(startTime - 1))).toBe(false);
  });

  test("leaves alone what a process of another machine owns, whose home folder is the same", async () => {
    const file = await orphanEntry("local-elsewhere");
    const entry = JSON.parse(await readFile(file, "utf8")) as { owner: object };
    const owner = { ...entry.owner, host: "another.example" };
    await writeFile(file, JSON.stringify({ ...entry, owner }));
    expect(await cleanLeftovers()).toMatchObject({ clusters: [], skipped: [{ what: "local-elsewhere" }] });
  });

  test.each([
    ["no JSON", "{"],
    ["null", "null"],
    [
      "a future schema",
      JSON.stringify({ schema: 2, cluster: "x", owner: { pid: 1, startTime: 1 }, folder: "/x" }),
    ],
    [
      "a folder elsewhere",
      JSON.stringify({ schema: 1, cluster: "x", owner: { pid: 1, startTime: 1 }, folder: "/" }),
    ],
    ["a way out", JSON.stringify({ schema: 1, cluster: "..", owner: { pid: 1, startTime: 1 }, folder: "/" })],
  ])("does not believe %s", (_, text) => {
    expect(parseEntry(text)).toBeUndefined();
  });

  test.each([
    ["a control group elsewhere", { cgroup: "system.slice" }],
    ["another cluster's control group", { cgroup: "columbo-local-1-0a1b2c3e" }],
    ["a link that is none of its bridges", { bridges: ["eth0"] }],
    ["another cluster's bridge", { bridges: ["cb0a1b2c3e0"] }],
    ["bridges that are no list", { bridges: "cb0a1b2c3d0" }],
  ])("does not believe in %s", (_, remains) => {
    expect(parseEntry(remainsOfCluster({}))).toBeDefined();
    expect(parseEntry(remainsOfCluster(remains))).toBeUndefined();
  });
});

describe("clean", () => {
  test("does nothing where there never was a cluster, and makes no folder", async () => {
    expect(await cleanLeftovers()).toEqual({
      processes: 0,
      folders: 0,
      machines: 0,
      clusters: [],
      skipped: [],
    });
    expect(await readdir(state.folder)).toEqual([]);
  });

  test("ends the marked processes of a cluster without owner, and no others", async () => {
    const marked = await sleeper("local-a");
    const other = await sleeper("local-a-b");
    await orphanEntry("local-a");
    await mkdir(folderOf("local-a"), { recursive: true });
    await mkdir(folderOf("local-a-b"), { recursive: true });
    const gone = once(marked, "exit");
    expect(await cleanLeftovers()).toEqual({
      processes: 1,
      folders: 1,
      machines: 0,
      clusters: ["local-a"],
      skipped: [],
    });
    await gone;
    expect(await processesOf("local-a")).toEqual([]);
    expect(await processesOf("local-a-b")).toEqual([other.pid]);
    expect(await readdir(stateFolders().clusters)).toEqual(["local-a-b"]);
    expect(await readdir(stateFolders().ledger)).toEqual([]);
  });

  test("cleans up after a crash between the entry and the first folder", async () => {
    await orphanEntry("local-a");
    expect(await cleanLeftovers()).toEqual({
      processes: 0,
      folders: 0,
      machines: 0,
      clusters: ["local-a"],
      skipped: [],
    });
  });

  test("leaves a cluster whose owner lives, unless told otherwise", async () => {
    await recordCluster("local-a", folderOf("local-a"));
    const child = await sleeper("local-a");
    expect(await cleanLeftovers()).toMatchObject({ clusters: [], skipped: [{ what: "local-a" }] });
    expect(await processesOf("local-a")).toEqual([child.pid]);
    expect(await cleanLeftovers({ includeRunning: true })).toMatchObject({
      processes: 1,
      clusters: ["local-a"],
    });
  });

  test("goes on past a cluster that cannot be removed, and says so", async () => {
    await orphanEntry("fdinfo");
    await orphanEntry("local-z");
    // Nothing in /proc can be removed, by nobody.
    await symlink("/proc/self", stateFolders().clusters);
    expect(await cleanLeftovers()).toMatchObject({
      clusters: ["local-z"],
      skipped: [
        { what: "fdinfo", why: expect.stringMatching(/^it cannot be removed/) as string, failed: true },
      ],
    });
  });

  test("touches nothing on the word of a forged entry", async () => {
    const precious = join(state.folder, "precious");
    await mkdir(precious);
    const file = await orphanEntry("local-a", precious);
    expect(await cleanLeftovers()).toMatchObject({ folders: 0, clusters: [], skipped: [{ what: file }] });
    await access(precious);
  });
});
