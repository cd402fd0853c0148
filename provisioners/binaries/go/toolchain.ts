import { findExecutable } from "../../executable.ts";
import { run } from "../../process.ts";
import { architecture } from "../downloads.ts";
import { SetupError } from "../errors.ts";
import { suggestedGo } from "../versions.ts";

/** The installed Go. */
export interface GoToolchain {
  readonly file: string;
  /** For example "1.26.8". */
  readonly version: string;
  /** It may fetch a newer release by itself when a module asks for one (since Go 1.21, unless forbidden). */
  readonly switches: boolean;
}

/**
 * Lets Go fetch the release that a module asks for through the module proxy, which some distributions' packages
 * switch off; the user's own variable stays.
 */
const toolchainChoice = (): Readonly<Record<string, string>> =>
  (process.env["GOTOOLCHAIN"] ?? "") === "" ? { GOTOOLCHAIN: "auto" } : {};

/** What makes a build independent of the settings that the user has for his own Go work. */
export const goEnvironment = (temporary: string): Readonly<Record<string, string>> => ({
  GOFLAGS: "-mod=mod",
  GOWORK: "off",
  GO111MODULE: "on",
  CGO_ENABLED: "0",
  GOOS: "linux",
  GOARCH: architecture(),
  // go's own working folders: they go with ours when it is killed.
  GOTMPDIR: temporary,
  ...toolchainChoice(),
});

/** The command that installs a Go release where Columbo looks for it besides PATH. */
export const installGo = (version: string): string =>
  `curl -fsSL https://go.dev/dl/go${version}.linux-${architecture()}.tar.gz | tar -C /usr/local -xz`;

/** Compares "1.26.8" and "1.24.0" number by number; a missing patch counts as 0. */
export function isOlder(version: string, than: string): boolean {
  const numbers = (text: string): number[] => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);
  const [a, b] = [numbers(version), numbers(than)];
  for (let i = 0; i < 3; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Releases before this one know nothing of toolchains, nor how to read the go.mod of today's modules. */
export const oldestGo = "1.21";

/** Looks for Go in PATH and in /usr/local/go; undefined when there is none that runs. */
export async function findGo(cwd: string, signal: AbortSignal): Promise<GoToolchain | undefined> {
  const file = await findExecutable(["go"], ["/usr/local/go/bin"]);
  if (file === undefined) return undefined;
  const argv = ["env", "GOVERSION", "GOTOOLCHAIN"];
  const env = { GOFLAGS: "", ...toolchainChoice() };
  const answer = await run(file, argv, { cwd, env, deadlineMs: 30_000, signal });
  signal.throwIfAborted();
  const [said = "", toolchain = ""] = answer.stdout.split("\n");
  const version = /go(\d+\.\d+(?:\.\d+)?)/.exec(said)?.[1];
  if (answer.exitCode !== 0 || version === undefined) return undefined;
  return { file, version, switches: toolchain !== "local" && !isOlder(version, oldestGo) };
}

/** Demands a Go that can be asked to build, and says how to get one. */
export async function needGo(cwd: string, signal: AbortSignal): Promise<GoToolchain> {
  const go = await findGo(cwd, signal);
  if (go !== undefined && !isOlder(go.version, oldestGo)) return go;
  const there = go === undefined ? "" : ` (${go.file} is ${go.version})`;
  throw new SetupError(
    `The binaries can be neither downloaded nor built, for want of Go ${oldestGo} or later${there}: install it as a package of your system (apt-get install golang-go on Debian 13, Ubuntu 24.04 and later), or with ${installGo(suggestedGo)}, or name a folder of ready binaries with --bin-dir.`,
  );
}
