import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "../../provisioners/index.ts";
import { markdown, shipped } from "../columbo.ts";

const program = join(import.meta.dirname, "../../bin/columbo.js");
/** About as long as a run on two machines takes. */
const longestMs = 150_000;
const deadlineMs = 120_000;

/** Runs that are killed at random moments, `columbo clean` after each, and what is there then. */
export async function cleanTable(kills: number): Promise<string> {
  const rows: string[][] = [];
  for (let count = 0; count < kills; count += 1) {
    // Each tenth of a run once, so that few kills meet all of its phases.
    const afterMs = ((count + Math.random()) / kills) * longestMs;
    console.error(`bench: killed after ${(afterMs / 1000).toFixed(0)} s`);
    rows.push(await killed(afterMs));
  }
  return markdown(["killed after", "there before clean", "clean twice ended with", "left over"], rows);
}

async function killed(afterMs: number): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-bench-"));
  const env = { ...process.env, XDG_STATE_HOME: join(folder, "state") };
  const argv = [program, "run", shipped("qemu/two-vms"), "--quiet", "--output", join(folder, "runs")];
  const child = spawn(process.execPath, argv, { env, stdio: "ignore" });
  const ended = once(child, "close");
  await Promise.race([sleep(afterMs), ended]);
  child.kill("SIGKILL");
  await ended;
  const clusters = join(folder, "state", "columbo", "clusters");
  const ids = existsSync(clusters) ? await readdir(clusters) : [];
  const before = await remains(ids, folder);
  const codes: number[] = [];
  for (let count = 0; count < 2; count += 1)
    codes.push((await run(process.execPath, [program, "clean"], { deadlineMs, env })).exitCode);
  const after = await remains(ids, folder);
  return [
    `${(afterMs / 1000).toFixed(0)} s`,
    before.length === 0 ? "nothing" : before.join(", "),
    codes.join(" and "),
    after.length === 0 ? "nothing" : after.join(", "),
  ];
}

/** What there is of runs on this machine. */
async function remains(ids: readonly string[], folder: string): Promise<readonly string[]> {
  const ask = async (file: string, argv: readonly string[]) => (await run(file, argv, { deadlineMs })).stdout;
  const domains = await ask("virsh", ["--connect", "qemu:///system", "list", "--all", "--name"]);
  const links = await ask("ip", ["-brief", "link"]);
  const processes = await ask("ps", ["-eo", "args"]);
  const runs = join(process.env["HOME"] ?? "", ".columbo", "runs");
  return ids.flatMap((id) => {
    const machines = domains.split("\n").filter((name) => name.includes(id)).length;
    return [
      ...(machines === 0 ? [] : [`${String(machines)} machines`]),
      ...(links.includes(`cq${id.slice(-8)}`) ? ["a bridge"] : []),
      ...(existsSync(join(runs, id)) ? ["disks"] : []),
      ...(existsSync(join(folder, "state", "columbo", "clusters", id)) ? ["keys and logs"] : []),
      ...(processes.split("\n").some((line) => line.includes(id)) ? ["processes"] : []),
    ];
  });
}
