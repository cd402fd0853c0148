import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { run } from "../../provisioners/index.ts";
import { localHost } from "../../provisioners/qemu/hosts/machine-host.ts";
import { libvirtOf } from "../../provisioners/qemu/hosts/libvirt.ts";
import { lacksToInstall } from "../../provisioners/qemu/lacks.ts";
import { lackOfNodeBinaries } from "./binaries.ts";

const startScript = fileURLToPath(new URL("../../scripts/start-libvirtd.sh", import.meta.url));

/** Why this machine can have no virtual machines, the reason for skipping their tests; undefined = it can. */
export async function lackOfMachines(): Promise<string | undefined> {
  if (process.arch !== "x64") return `virtual machines are made for x86-64 only, and this is ${process.arch}`;
  const [lack] = await lacksToInstall({});
  return lack?.what ?? (await lackOfNodeBinaries("real"));
}

/** Starts libvirt's daemon where none answers; gives what ends it again. */
export async function startLibvirt(): Promise<() => void> {
  const { exitCode, stdout, stderr } = await run("bash", [startScript], { deadlineMs: 60_000 });
  if (exitCode !== 0) throw new Error(stderr);
  const pid = Number(stdout.trim());
  return () => {
    if (pid > 0) process.kill(pid, "SIGTERM");
  };
}

export const libvirt = libvirtOf(localHost());

/** Writes an experiment on virtual machines whose files all lie below a folder, and gives its path. */
export async function machinesExperiment(
  folder: string,
  sections: Readonly<Record<string, readonly string[]>>,
): Promise<string> {
  const file = join(folder, "machines.cfg");
  const { infrastructure = [], ...others } = sections;
  const all = { infrastructure: ["provider = qemu", `base_path = ${folder}`, ...infrastructure], ...others };
  const text = Object.entries(all).map(([name, lines]) => [`[${name}]`, ...lines, ""].join("\n"));
  await writeFile(file, text.join("\n"));
  return file;
}

/** Nothing of a run is left on this machine: no domain, no bridge. */
export async function noMachineLeft(id: string): Promise<void> {
  expect((await libvirt.names()).filter((name) => name.includes(id))).toEqual([]);
  const { stdout } = await run("ip", ["-brief", "link"], { deadlineMs: 10_000 });
  expect(stdout).not.toContain(`cq${id.slice(-8)}`);
}
