// A setup in a process of its own: `node ensure-in-child.ts MIRROR [TMPFS]` says each report as a line, and last
// the error's exit code and message or "paths" and the paths. With TMPFS, a 64 KiB file system is the cache.
import { ensureBinaries } from "../../../../provisioners/binaries/index.ts";
import { run } from "../../../../provisioners/process.ts";

const [mirror, tmpfs] = process.argv.slice(2);
const interrupted = new AbortController();
process.on("SIGINT", () => {
  interrupted.abort(new Error("interrupted"));
});

const say = (...words: readonly unknown[]): void => {
  process.stdout.write(`${words.join(" ")}\n`);
};

try {
  if (tmpfs !== undefined) {
    const argv = ["-t", "tmpfs", "-o", "size=64k", "none", tmpfs];
    const mounted = await run("mount", argv, { deadlineMs: 10_000 });
    if (mounted.exitCode !== 0) throw new Error(`cannot mount: ${mounted.stderr}`);
  }
  const paths = await ensureBinaries("v1.34.4", {
    names: ["kubectl"],
    mirror,
    signal: interrupted.signal,
    report: ({ text }) => {
      say("report", text);
    },
  });
  say("paths", paths.kubectl);
} catch (error) {
  say("error", (error as { exitCode?: number }).exitCode, (error as Error).message);
  process.exitCode = 1;
}
