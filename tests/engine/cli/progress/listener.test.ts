import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { run } from "../../../../provisioners/index.ts";
import { columbo, nothingLeft, startColumbo, startOnTerminal, workplace } from "../../../support/cli.ts";
import { quickExperiment } from "../../../support/experiments.ts";

const timeout = 120_000;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

test(
  "a quiet run serves its metrics meanwhile, and says only that its threshold was missed",
  { timeout },
  async () => {
    const { folder, env } = await workplace();
    const port = String(await freePort());
    const argv = [
      "run",
      await quickExperiment(folder, ["threshold = 0.5"]),
      "--metrics-port",
      port,
      "--quiet",
    ];
    const running = startColumbo(argv, { cwd: folder, env });
    const over = running.ended.then((code) => ({ code }));

    // The trial's numbers come and go; they are looked for until the run is over.
    let text = "";
    let type = "";
    while (!/^columbo_trial_objects\{state="running"\} [1-9]/m.test(text)) {
      expect(await Promise.race([over, sleep(50, "runs on")])).toBe("runs on");
      const answer = await fetch(`http://127.0.0.1:${port}/metrics`).catch(() => undefined);
      text = (await answer?.text()) ?? "";
      type = answer?.headers.get("content-type") ?? "";
    }
    expect(type).toMatch(/^text\/plain; version=/);
    for (const line of text.trimEnd().split("\n"))
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) columbo_\w+ .+|columbo_\w+(?:\{\w+="[^"]*"\})? [\d.]+)?$/);
    expect(text).toMatch(/^columbo_trials_total \d$/m);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);

    const second = await columbo(argv, { cwd: folder, env });
    expect(second.stderr).toMatch(/^columbo: --metrics-port \d+: expected a free port .*EADDRINUSE.*$/);
    expect(second.exitCode).toBe(2);

    expect(await running.ended).toBe(1);
    expect(running.output()).toMatch(/^columbo: \d\.\d s is above the threshold of 0\.5 s\n$/);
    await nothingLeft(folder, env);
  },
);

/** Whether util-linux' script, which makes a pseudo-terminal, is here. */
async function hasScript(): Promise<boolean> {
  return (await run("script", ["--version"], { deadlineMs: 10_000 })).exitCode === 0;
}

const hideCursor = "\u001b[?25l";
const showCursor = "\u001b[?25h";

describe.skipIf(!(await hasScript()))("on a terminal", () => {
  test.each([
    { rows: 24, what: "a live line is drawn" },
    // As where a pipe or a container runner made the terminal.
    { rows: 0, what: "without a size, plain lines are written" },
  ])("$what, and Ctrl-C leaves nothing behind", { timeout }, async ({ rows }) => {
    const { folder, env } = await workplace();
    const argv = ["run", await quickExperiment(folder)];
    const running = startOnTerminal(argv, { cwd: folder, env, rows });
    await running.says("starting etcd");
    running.child.stdin!.write("\u0003");
    expect(await running.ended).toBe(130);
    const output = running.output();
    if (rows === 0) {
      expect(output).toMatch(/^ {2}starting etcd/m);
      expect(output).not.toContain("\u001b");
    } else {
      expect(output.split(hideCursor).filter((frame) => frame.includes("starting etcd"))).not.toEqual([]);
      expect(output.lastIndexOf(showCursor)).toBeGreaterThan(output.lastIndexOf(hideCursor));
    }
    expect(output).toContain("interrupted, everything is cleaned up");
    await nothingLeft(folder, env);
  });
});
