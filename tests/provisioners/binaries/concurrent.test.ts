import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readFile, readdir, utimes } from "node:fs/promises";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { run } from "../../../provisioners/index.ts";
import { kubectlPath, mirrorAnswers, sha256 } from "./support/mirror.ts";
import { program } from "./support/programs.ts";
import { openWorld, type World } from "./support/world.ts";

const script = fileURLToPath(new URL("support/ensure-in-child.ts", import.meta.url));
const kubectlText = program("kubectl", "1.34.4");

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** A setup in a process of its own. */
function setup(mirror: string) {
  const child = spawn(process.execPath, [script, mirror], { stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  const ended = once(child, "close");
  const events = createInterface(child.stdout);
  events.on("line", (line) => lines.push(line));
  return {
    child,
    lines,
    ended,
    /** Resolves once it has said a line that begins so; rejects when it ends without. */
    async said(beginning: string): Promise<void> {
      while (!lines.some((line) => line.startsWith(beginning)))
        if (child.exitCode !== null)
          throw new Error(`ended without saying ${beginning}: ${lines.join("; ")}`);
        else await Promise.race([once(events, "line"), ended]);
    },
  };
}

/** A mirror whose kubectl is sent only when `open` is called. */
async function gatedMirror() {
  const answers = await mirrorAnswers();
  let open = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  let reached = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  answers.set(kubectlPath, (response) => {
    response.write(kubectlText.slice(0, 5));
    reached();
    void gate.then(() => response.end(kubectlText.slice(5)));
  });
  return { mirror: await world.serve(answers), open, asked };
}

test("two setups at once: the second waits, says so, and uses what the first got", async () => {
  const { mirror, open, asked } = await gatedMirror();
  const first = setup(mirror.url);
  await asked;
  const second = setup(mirror.url);
  await second.said("report waiting for another setup of Kubernetes v1.34.4");
  open();
  await Promise.all([first.ended, second.ended]);
  const path = `paths ${join(world.cache, "kubectl")}`;
  expect([first.lines.at(-1), second.lines.at(-1)]).toEqual([path, path]);
  expect(mirror.asked.filter((one) => one === kubectlPath)).toHaveLength(1);
  expect(await world.leftovers()).toEqual([]);
});

test("what a killed setup left is never used: its lock is taken over, its folder removed", async () => {
  const { mirror, open, asked } = await gatedMirror();
  const killed = setup(mirror.url);
  await asked;
  killed.child.kill("SIGKILL");
  await killed.ended;
  const left = await readdir(world.cache);
  expect(left).toContain(".lock");
  expect(left.filter((name) => name.startsWith(".tmp-"))).toHaveLength(1);
  expect(left).not.toContain("kubectl");
  // As if it had died a minute ago, so that the test need not wait until it counts as dead.
  const then = new Date(Date.now() - 60_000);
  await utimes(join(world.cache, ".lock"), then, then);
  open();
  const { kubectl } = await world.ensure(["kubectl"], { mirror: mirror.url });
  expect(await readFile(kubectl, "utf8")).toBe(kubectlText);
  expect(await world.leftovers()).toEqual([]);
});

test("an interrupted setup ends, and leaves the lock to the one that waits", async () => {
  const { mirror, open, asked } = await gatedMirror();
  const first = setup(mirror.url);
  await asked;
  const second = setup(mirror.url);
  await second.said("report waiting");
  first.child.kill("SIGINT");
  await first.ended;
  expect(first.lines.at(-1)).toMatch(/^error .*interrupted$/);
  open();
  await second.ended;
  expect(second.lines.at(-1)).toBe(`paths ${join(world.cache, "kubectl")}`);
  expect(await world.leftovers()).toEqual([]);
});

const inNamespace = ["-rm", process.execPath, script];
const canMount =
  (await run("unshare", ["-rm", "mount", "-t", "tmpfs", "none", "/mnt"], { deadlineMs: 10_000 })).exitCode ===
  0;

test.skipIf(!canMount)("a full disk is said in one sentence", async () => {
  const answers = await mirrorAnswers();
  const large = Buffer.concat([Buffer.from(kubectlText), Buffer.alloc(1 << 20, "#")]);
  answers.set(kubectlPath, large).set(`${kubectlPath}.sha256`, sha256(large));
  const mirror = await world.serve(answers);
  const cache = join(world.root, "columbo");
  await mkdir(cache);
  const child = await run("unshare", [...inNamespace, mirror.url, cache], { deadlineMs: 60_000 });
  expect(child.stdout).toMatch(
    new RegExp(
      `\\nerror 3 No space left for the binaries in ${world.cache} .* set XDG_CACHE_HOME to a folder on`,
    ),
  );
});
