import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, readdir, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Plan } from "../../experiments/index.ts";
import { makeFolders } from "../../provisioners/index.ts";
import type { TrialRecord } from "../trial/record.ts";
import { resultSchema, type Result, type StoredRun } from "./stored-run.ts";
import { StoreError } from "./store-error.ts";

/** The labels of the two trials that reports draw: those of median time before and after. */
export interface ShownTrials {
  readonly before?: string;
  readonly after?: string;
}

/** A run folder that is being written. */
export interface RunFolder {
  readonly path: string;
  writeTrial(record: TrialRecord): Promise<void>;
  /** Copies the ends of logs into `logs/`, for whoever looks into a failed run. */
  keepLogs(paths: readonly string[]): Promise<void>;
  /** Written last: a folder without its result is an unfinished run and is refused by `readRun`. */
  writeResult(result: Result, shown: ShownTrials): Promise<void>;
}

/**
 * Makes the folder `<parent>/<name>` and writes the plan into it. Where a run of that name is there already, as
 * when two begin in the same second, it becomes `<name>-2` and so on.
 * @throws StoreError when it cannot be made.
 */
export async function createRunFolder(parent: string, name: string, plan: Plan): Promise<RunFolder> {
  const path = await explain(join(parent, name), "make the run folder", async () => {
    await makeFolders(parent);
    const made = await makeNew(join(parent, name));
    await mkdir(join(made, "trials"));
    return made;
  });
  await writeWhole(join(path, "plan.json"), json(plan));
  return {
    path,
    writeTrial: (record) => writeWhole(trialFile(path, record.label), JSON.stringify(record)),
    keepLogs: (paths) => keepLogs(path, paths),
    async writeResult(result, shown) {
      await writeWhole(join(path, "shown.json"), json(shown));
      await writeWhole(join(path, "result.json"), json(resultSchema.parse(result)));
    },
  };
}

async function makeNew(path: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? path : `${path}-${number}`;
    try {
      await mkdir(candidate);
      return candidate;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/**
 * Reads a finished run.
 * @throws StoreError when the folder is no run, is unfinished, or was written by another version.
 */
export async function readRun(folder: string): Promise<StoredRun> {
  const read = async (file: string): Promise<unknown> =>
    explain(
      join(folder, file),
      "read",
      async () => JSON.parse(await readFile(join(folder, file), "utf8")) as unknown,
    );
  const plan = await readPlan(folder);
  const parsed = resultSchema.safeParse(await read("result.json"));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StoreError(
      `${join(folder, "result.json")}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a result"}; ` +
        "expected a result of schema 1, run the experiment again with this version of Columbo",
    );
  }
  const shown = (await read("shown.json")) as ShownTrials;
  const timelineOf = async (label: string | undefined) =>
    label === undefined ? undefined : (await readTrial(folder, label, plan)).timeline;
  const [before, after] = [await timelineOf(shown.before), await timelineOf(shown.after)];
  return {
    folder,
    plan,
    result: parsed.data,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
}

/** The plan of a run, finished or not. */
export async function readPlan(folder: string): Promise<Plan> {
  const file = join(folder, "plan.json");
  return explain(file, "read", async () => JSON.parse(await readFile(file, "utf8")) as Plan);
}

/** Writes one file of a report into a run folder. */
export async function writeReport(folder: string, name: string, text: string): Promise<void> {
  await writeWhole(join(folder, name), text);
}

/** All trials of a run, finished or not, in the order in which they began. */
export async function readTrials(folder: string): Promise<readonly TrialRecord[]> {
  const plan = await readPlan(folder);
  const files = await explain(folder, "read the trials", () => readdir(join(folder, "trials")));
  const trials = await Promise.all(
    files.filter((file) => file.endsWith(".json")).map((file) => readTrial(folder, file.slice(0, -5), plan)),
  );
  return trials.sort((a, b) => a.timeline.startedAt - b.timeline.startedAt);
}

async function readTrial(folder: string, label: string, plan: Plan): Promise<TrialRecord> {
  const file = trialFile(folder, label);
  const record = await explain(
    file,
    "read",
    async () => JSON.parse(await readFile(file, "utf8")) as TrialRecord,
  );
  if (record.plan !== plan.hash)
    throw new StoreError(
      `${file} was measured under another plan: expected ${plan.hash}, found ${record.plan}`,
    );
  return record;
}

const keptLogBytes = 262_144;

async function keepLogs(folder: string, paths: readonly string[]): Promise<void> {
  await explain(folder, "keep logs in", () => mkdir(join(folder, "logs"), { recursive: true }));
  for (const path of paths) {
    // A component that never started has no log.
    const text = await readFile(path).catch(() => undefined);
    if (text === undefined) continue;
    await writeWhole(join(folder, "logs", basename(path)), text.subarray(-keptLogBytes).toString("utf8"));
  }
}

function trialFile(folder: string, label: string): string {
  return join(folder, "trials", `${label}.json`);
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/**
 * Under its own name a file is whole or not there: it is written beside it, synced, and renamed. The name beside it
 * is a new one: a run folder may be somebody else's, who could have put a link to a file of ours there.
 */
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomBytes(4).toString("hex")}.part`;
  await explain(path, "write", async () => {
    try {
      const file = await open(temporary, "wx");
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  });
}

const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full; free some space and run the experiment again",
  EDQUOT: "the disk quota is used up; free some space and run the experiment again",
  EACCES:
    "permission denied; use a folder of your own (for a new run with --output, for a report a copy of the run)",
  EROFS:
    "the file system is read-only; use another folder (for a new run with --output, for a report a copy of the run)",
  EEXIST: "a file is in its place; choose another folder with --output",
  ENOENT: "no such file; a run folder has plan.json and result.json, a run without a result did not finish",
  ENOTDIR: "it is not a folder",
};

async function explain<T>(path: string, what: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const full = code === "ENOSPC" || code === "EDQUOT";
    throw new StoreError(`cannot ${what} ${path}: ${reasons[code ?? ""] ?? message}`, full, { cause: error });
  }
}
