import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BinaryName } from "../../../../provisioners/index.ts";

const words: Partial<Record<BinaryName, string>> = {
  etcd: "etcd Version: ",
  kubectl: "Client Version: v",
  kwok: "kwok version v",
};

/** A program that does nothing but say its version as the real one does; `version` without the v. */
export function program(name: BinaryName, version: string): string {
  return `#!/bin/sh\necho "${words[name] ?? "Kubernetes v"}${version}"\n`;
}

/** A folder with such programs, executable. */
export async function programFolder(
  folder: string,
  programs: Partial<Record<BinaryName, string>>,
): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const [name, version] of Object.entries(programs))
    await writeFile(join(folder, name), program(name as BinaryName, version), { mode: 0o755 });
  return folder;
}
