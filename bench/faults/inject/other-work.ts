import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Injection } from "../fault.ts";

/** Longer than any run of the bench. */
const lastsMs = 900_000;

/** Computes in short pieces, and ends with whoever started it. */
const program = `
process.stdin.on("end", () => process.exit()).resume();
const end = Date.now() + ${String(lastsMs)};
const compute = () => {
  const pause = Date.now() + 20;
  while (Date.now() < pause);
  if (Date.now() < end) setImmediate(compute);
  else process.exit();
};
compute();
`;

/** So many programs that want a core each, beside everything else on this machine. */
export function otherWork(programs: number): () => Promise<Injection> {
  return () => {
    const children = Array.from({ length: programs }, () =>
      spawn(process.execPath, ["-e", program], { stdio: ["pipe", "ignore", "ignore"] }),
    );
    return Promise.resolve({
      async remove() {
        await Promise.all(
          children.map(async (child) => {
            if (child.exitCode !== null || child.signalCode !== null) return;
            const closed = once(child, "close");
            child.kill("SIGKILL");
            await closed;
          }),
        );
      },
    });
  };
}
