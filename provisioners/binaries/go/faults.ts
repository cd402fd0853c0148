import type { Finished } from "../../process.ts";
import { SetupError } from "../errors.ts";
import { defaultKubernetesVersion } from "../versions.ts";
import type { GoSource } from "./sources.ts";
import { installGo } from "./toolchain.ts";

/** What `go mod download -json` says of a failure: it writes nothing to stderr then. */
function jsonError(stdout: string): string | undefined {
  try {
    return (JSON.parse(stdout) as { Error?: string }).Error;
  } catch {
    return undefined;
  }
}

/** Turns what a failed `go` command wrote into one sentence that says what to do. */
export function goFault(source: GoSource, what: string, result: Finished): SetupError {
  const output = jsonError(result.stdout) ?? result.stderr;
  const module = `${source.module} ${source.version}`;
  if (/no space left on device|disk quota exceeded/.test(output))
    return new SetupError(
      `No space left while ${what}: Go's caches take about 4 GB in the folders that go env GOCACHE GOMODCACHE names; free some, or set these variables to folders on another disk.`,
    );
  if (/unknown revision|invalid version|404 Not Found|410 Gone/.test(output))
    return new SetupError(
      `${module}: neither a release file nor the Go module proxy has this version; expected a released one, for example ${defaultKubernetesVersion} of Kubernetes.`,
      2,
    );
  if (/dial tcp|no such host|i\/o timeout|connection refused|proxyconnect|TLS handshake/.test(output))
    return new SetupError(
      `${module}: the Go module proxy cannot be reached; connect the machine, or name a reachable one with go env -w GOPROXY=<address>.`,
    );
  const absent = /download go([\d.]+)\S* for \S+: toolchain not available/.exec(output)?.[1];
  if (absent !== undefined)
    return new SetupError(
      `${module} needs Go ${absent}, which the module proxy does not have for this machine: install it with ${installGo(absent)}`,
    );
  const newer = /requires go >= ([\d.]+)/.exec(output)?.[1];
  if (newer !== undefined)
    return new SetupError(
      `${module} needs Go ${newer} or later: let Go fetch it with GOTOOLCHAIN=auto columbo setup, or install it with ${installGo(newer)}`,
    );
  // A program's last lines say why it stopped; the whole output would hide them.
  const lastLines = output.trim().split("\n").slice(-3).join("; ");
  const tail = result.failure ?? (lastLines || "no message");
  return new SetupError(
    `${module}: ${what} failed (${tail}); repeat it with columbo setup, or name a folder of ready binaries.`,
  );
}
