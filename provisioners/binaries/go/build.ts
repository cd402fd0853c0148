import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, type Finished } from "../../process.ts";
import { SetupError } from "../errors.ts";
import type { SetupJob } from "../job.ts";
import type { BinaryName } from "../names.ts";
import { goFault } from "./faults.ts";
import { scratchModule, writeEditedSource } from "./edited-source.ts";
import { scratchGoMod } from "./scratch-module.ts";
import { goSources, type GoSource } from "./sources.ts";
import { goEnvironment, needGo, type GoToolchain } from "./toolchain.ts";

const downloadMs = 30 * 60_000;
const buildMs = 60 * 60_000;
/** How often a long step says that it is still alive. */
const aliveMs = 15_000;

const secondsSince = (start: number): string => `${Math.round((performance.now() - start) / 1000)} s`;

/** Says what is being done, and again with the elapsed time while it lasts. */
async function reported<T>(job: SetupJob, text: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  job.report({ kind: "step", text });
  const alive = setInterval(() => {
    job.report({ kind: "step", text: `${text}, ${secondsSince(start)} so far` });
  }, aliveMs);
  try {
    return await work();
  } finally {
    clearInterval(alive);
  }
}

interface Workplace {
  readonly source: GoSource;
  readonly folder: string;
  /** Where Go keeps the module's own source. */
  readonly moduleFolder: string;
  readonly go: (argv: readonly string[], deadlineMs: number, what: string) => Promise<Finished>;
}

/** Gets a module and writes the scratch module that its commands are built in. */
async function prepare(source: GoSource, toolchain: GoToolchain, job: SetupJob): Promise<Workplace> {
  const folder = join(job.folder, source.module.replaceAll("/", "_"));
  const temporary = join(job.folder, "go-tmp");
  await mkdir(folder);
  await mkdir(temporary, { recursive: true });
  const go: Workplace["go"] = async (argv, deadlineMs, what) => {
    const env = goEnvironment(temporary);
    const result = await run(toolchain.file, argv, { cwd: folder, env, deadlineMs, signal: job.signal });
    job.signal.throwIfAborted();
    if (result.exitCode !== 0) throw goFault(source, what, result);
    return result;
  };
  // A go.mod of its own keeps go from taking one of a folder above for the main module.
  await writeFile(join(folder, "go.mod"), `module ${scratchModule}\n`);
  const module = `${source.module}@${source.version}`;
  const text = `fetching the Go module ${source.module} ${source.version}`;
  const fetched = await reported(job, text, () => go(["mod", "download", "-json", module], downloadMs, text));
  const { GoMod: file, Dir: moduleFolder } = JSON.parse(fetched.stdout) as { GoMod: string; Dir: string };
  await writeFile(join(folder, "go.mod"), scratchGoMod(source, await readFile(file, "utf8")));
  return { source, folder, moduleFolder, go };
}

/** Builds one command as upstream's releases are built: static, stripped, with its version stamped in. */
async function buildOne(
  { source, folder, moduleFolder, go }: Workplace,
  command: GoSource["commands"][number],
  count: string,
  job: SetupJob,
): Promise<void> {
  const start = performance.now();
  const file = join(job.folder, command.name);
  if (command.edited !== undefined)
    await writeEditedSource(command.edited, moduleFolder, folder, `${source.module} ${source.version}`);
  const ldflags = ["-s", "-w", ...source.stamps.flatMap((stamp) => ["-X", stamp])].join(" ");
  const argv = ["build", "-trimpath", "-buildvcs=false", "-ldflags", ldflags, "-o", file, command.package];
  const text = `building ${command.name} ${source.version} (${count})`;
  await reported(job, text, () => go(argv, buildMs, text));
  const fault = await job.admit(command.name, file, "built");
  if (fault !== undefined)
    throw new SetupError(
      `${command.name}: the program built from ${source.module} ${source.version} ${fault}; name a folder of ready binaries instead.`,
    );
  job.report({ kind: "done", text: `built ${command.name} ${source.version} in ${secondsSince(start)}` });
}

/** Builds the binaries from Go modules, one after another, handing each to `job.admit`. */
export async function build(names: readonly BinaryName[], job: SetupJob): Promise<void> {
  const toolchain = await needGo(job.folder, job.signal);
  const places: Workplace[] = [];
  // All modules first: a Go that is too old for the last one should be said before minutes of building.
  for (const source of goSources(names, job.kubernetes)) places.push(await prepare(source, toolchain, job));
  let nth = 0;
  for (const place of places)
    for (const command of place.source.commands) {
      nth += 1;
      await buildOne(place, command, `${nth} of ${names.length}`, job);
    }
}
