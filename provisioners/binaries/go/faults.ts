import type { Finished } from "../../process.ts";
import { SetupError } from "../errors.ts";
import type { GoSource } from "./sources.ts";

/** Turns what a failed `go` command wrote into one sentence that says what to do. */
export function goFault(source: GoSource, what: string, result: Finished): SetupError {
  const output = `${result.stderr}\n${result.stdout}`;
  const module = `${source.module} ${source.version}`;
  if (/no space left on device|disk quota exceeded/.test(output))
    return new SetupError(
      `No space left while ${what}: Go's caches take about 4 GB in the folders that go env GOCACHE GOMODCACHE names; free some, or set these variables to folders on another disk.`,
    );
  if (/unknown revision|invalid version|404 Not Found|410 Gone|no such file or directory/.test(output))
    return new SetupError(
      `${module}: neither a release file nor the Go module proxy has this version; expected a released version such as those of columbo setup --help.`,
      2,
    );
  if (/dial tcp|no such host|i\/o timeout|connection refused|proxyconnect|TLS handshake/.test(output))
    return new SetupError(
      `${module}: the Go module proxy cannot be reached; connect the machine, or name a reachable one with go env -w GOPROXY=<address>.`,
    );
  // A program's last lines say why it stopped; the whole output would hide them.
  const tail = (result.failure ?? result.stderr.trim().split("\n").slice(-3).join("; ")) || "no message";
  return new SetupError(
    `${module}: ${what} failed (${tail}); repeat it with columbo setup, or name a folder of ready binaries.`,
  );
}
