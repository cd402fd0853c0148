import { join } from "node:path";
import { expect, test } from "vitest";
import { run } from "../../../provisioners/index.ts";

const module = join(import.meta.dirname, "../../../engine/cli/interrupt.ts");

/** Runs interruptible work in a process of its own, in which `fault` happens; the work cleans up when aborted. */
async function outputOf(fault: string, cleanUp = ""): Promise<string> {
  const script = `
    import { once } from "node:events";
    import { setTimeout as sleep } from "node:timers/promises";
    import { interruptible } from ${JSON.stringify(module)};
    const work = async (signal) => {
      setTimeout(() => { ${fault} }, 10);
      const alive = setInterval(() => {}, 1000);
      await once(signal, "abort");
      await sleep(50);
      clearInterval(alive);
      ${cleanUp}
      console.log("clean");
      signal.throwIfAborted();
    };
    await interruptible(() => undefined, work).catch((error) => console.log(error.message));`;
  const done = await run(process.execPath, ["--input-type=module", "-e", script], { deadlineMs: 20_000 });
  return done.stdout;
}

test.each([
  ["an interrupt", "process.kill(process.pid, 'SIGINT')", "interrupted, everything is cleaned up"],
  ["a second interrupt", "for (const _ of [1, 2]) process.kill(process.pid, 'SIGHUP')", "interrupted, every"],
  ["an exception that nobody catches", "throw new Error('a slip')", "a slip"],
  ["a rejection that nobody handles", "void Promise.reject(new Error('a slip'))", "a slip"],
])("%s lets the work clean up first", async (_what, fault, message) => {
  const [first, second] = (await outputOf(fault)).split("\n");
  expect(first).toBe("clean");
  expect(second).toContain(message);
});

test("a clean-up that fails is said instead of claimed", async () => {
  const failing = "throw new Error('EBUSY: rmdir');";
  const output = await outputOf("process.kill(process.pid, 'SIGINT')", failing);
  expect(output).toBe(
    'not everything could be cleaned up: EBUSY: rmdir; "columbo clean" removes what is left',
  );
});

test("an error of ours after an interrupt is a consequence of it", async () => {
  const failing = "throw Object.assign(new Error('trial baseline-1 was interrupted'), { exitCode: 4 });";
  const output = await outputOf("process.kill(process.pid, 'SIGTERM')", failing);
  expect(output).toBe("interrupted, everything is cleaned up");
});
