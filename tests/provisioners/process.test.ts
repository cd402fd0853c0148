import { expect, test, vi } from "vitest";
import { run } from "../../provisioners/process.ts";

test("a command tells its process id when it starts", async () => {
  const pids: number[] = [];
  const { stdout } = await run(process.execPath, ["-e", "console.log(process.pid)"], {
    deadlineMs: 60_000,
    onStart: (pid) => pids.push(pid),
  });
  expect(pids).toEqual([Number(stdout)]);
});

test("a command gets this program's environment only where that is wanted", async () => {
  vi.stubEnv("GODEBUG", "gctrace=1");
  const argv = ["-e", "console.log(process.env.GODEBUG, process.env.OWN)"];
  const options = { deadlineMs: 60_000, env: { OWN: "x" } };
  expect((await run(process.execPath, argv, options)).stdout).toBe("gctrace=1 x");
  expect((await run(process.execPath, argv, { ...options, extendEnv: false })).stdout).toBe("undefined x");
  vi.unstubAllEnvs();
});

test("a command that cannot be started is a result, and nothing has started", async () => {
  const done = await run("/nowhere/at-all", [], {
    deadlineMs: 60_000,
    onStart: () => {
      throw new Error("started");
    },
  });
  expect(done.exitCode).toBe(1);
  expect(done.failure).toContain("ENOENT");
});
