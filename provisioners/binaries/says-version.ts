import { run } from "../process.ts";
import type { BinaryName } from "./names.ts";

function argvOf(name: BinaryName): readonly string[] {
  if (name === "kubectl") return ["version", "--client"];
  return name === "kubeadm" ? ["version", "--output=short"] : ["--version"];
}

/**
 * Asks a program for its version: "Kubernetes v1.34.4", "Client Version: v1.34.4", "etcd Version: 3.6.16",
 * "kwok version v0.8.0", "v1.34.4" of kubeadm. Gives it as "v1.34.4", or undefined when the program does not run or says none.
 */
export async function saysVersion(
  name: BinaryName,
  path: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const answer = await run(path, argvOf(name), { deadlineMs: 30_000, signal });
  signal.throwIfAborted();
  if (answer.exitCode !== 0) return undefined;
  const found = /\bv?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)/.exec(answer.stdout);
  return found?.[1] === undefined ? undefined : `v${found[1]}`;
}
