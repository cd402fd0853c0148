import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";

const module = join(import.meta.dirname, "../../../engine/cli/lost-readers.ts");

test.each(["stdout", "stderr"] as const)("a %s that nobody reads any more ends nothing", async (name) => {
  const script = `
    import { tolerateLostReaders } from ${JSON.stringify(module)};
    tolerateLostReaders();
    process.stdin.resume().on("end", () => {
      process.${name}.write("lost");
      // The error comes with a later turn; what is done after it is the clean-up.
      setTimeout(() => { process.exitCode = 42; }, 50);
    });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script]);
  child[name].destroy();
  await once(child[name], "close");
  child.stdin.end();
  const [exitCode] = (await once(child, "exit")) as [number | null];
  expect(exitCode).toBe(42);
});
