import { mkdir, readFile, writeFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { findGo, goEnvironment, installGo, isOlder, type GoToolchain } from "../binaries/go/toolchain.ts";
import { suggestedGo } from "../binaries/versions.ts";
import { ProvisionError } from "../errors.ts";
import { run } from "../process.ts";

/** The programs of Columbo's images, each with one source file, apps/<name>/main.go. */
export const programs = ["pause", "empty"] as const;
export type Program = (typeof programs)[number];
export type Programs<T> = Readonly<Record<Program, T>>;

/** The oldest Go that these sources were written for; the same as all of Columbo's builds need. */
const oldestGo = "1.21";
const buildMs = 10 * 60_000;

/** From the package's root, because compilation copies no Go: the same folder serves the sources and dist/. */
function sourcesFolder(): string {
  const packageJson = findPackageJSON(".", import.meta.url);
  if (packageJson === undefined) throw new Error(`no package.json above ${import.meta.dirname}`);
  return join(dirname(packageJson), "provisioners", "images", "apps");
}

/** Something for each program. */
export async function forPrograms<T>(make: (program: Program) => Promise<T>): Promise<Programs<T>> {
  const entries = await Promise.all(programs.map(async (program) => [program, await make(program)] as const));
  return Object.fromEntries(entries) as Record<Program, T>;
}

/** The Go texts that come with Columbo. */
export const readSources = (): Promise<Programs<string>> =>
  forPrograms((program) => readFile(join(sourcesFolder(), program, "main.go"), "utf8"));

/** The installed Go, if it can build the programs. */
export async function usableGo(signal: AbortSignal): Promise<GoToolchain | undefined> {
  // Not in a folder where anybody may lay a go.mod, which go would obey.
  const go = await findGo("/", signal);
  return go === undefined || isOlder(go.version, oldestGo) ? undefined : go;
}

/** What to do without a Go. */
export const wantGo = (): ProvisionError =>
  new ProvisionError(
    `Images of real nodes: their two small programs cannot be built, for want of Go ${oldestGo} or later: install it as a package of your system (apt-get install golang-go on Debian 13, Ubuntu 24.04 and later), or with ${installGo(suggestedGo)}, or put an images.tar that columbo built on another machine into the folder that --bin-dir names.`,
    3,
  );

/**
 * Builds the programs, static and stripped, with the standard library alone: nothing is fetched. `scratch` is an
 * empty folder for it.
 */
export async function buildPrograms(
  go: GoToolchain,
  sources: Programs<string>,
  scratch: string,
  signal: AbortSignal,
): Promise<Programs<Buffer>> {
  // A go.mod of its own keeps go from taking one of a folder above for the main module.
  await writeFile(join(scratch, "go.mod"), `module columbo.invalid/apps\n\ngo ${oldestGo}\n`);
  const out = join(scratch, "out");
  await mkdir(out);
  for (const program of programs) {
    await mkdir(join(scratch, program));
    await writeFile(join(scratch, program, "main.go"), sources[program]);
  }
  const packages = programs.map((program) => `./${program}`);
  // Without a build id, which would name the folder that it was built in.
  const flags = ["-trimpath", "-buildvcs=false", "-ldflags", "-s -w -buildid="];
  const result = await run(go.file, ["build", ...flags, "-o", `${out}/`, ...packages], {
    cwd: scratch,
    env: goEnvironment(scratch),
    deadlineMs: buildMs,
    signal,
  });
  signal.throwIfAborted();
  if (result.exitCode !== 0) {
    const lastLines = result.stderr.trim().split("\n").slice(-3).join("; ");
    throw new ProvisionError(
      `Images of real nodes: ${go.file} (Go ${go.version}) could not build their programs (${result.failure ?? lastLines}); expected go build to work with the standard library alone: repair or replace that Go.`,
      3,
    );
  }
  return forPrograms((program) => readFile(join(out, program)));
}
