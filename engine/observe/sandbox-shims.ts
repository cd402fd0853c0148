import type { SandboxShim } from "../trial/record.ts";
import { containerdLine } from "./containerd-line.ts";
import type { SeenPod } from "./observer.ts";

/** The shim's own first words, which containerd 1.6 takes over, and what 2.x says itself; 1.7 says neither at info. */
const begun = ["starting signal loop", "connecting to shim"];
const anyId = /\b[0-9a-f]{64}\b/;
const ready = /^RunPodsandbox for .*\buid:"?([^",}\s]+)"?.* returns sandbox id "(\w+)"$/i;

/**
 * When the shim of each pod's sandbox ran, by containerd's log. What containerd does for a sandbox before that is to make
 * its network (pkg/cri/server/sandbox_run.go of 1.6.38; only in a user namespace of its own the network comes later).
 */
export function sandboxShims(lines: readonly string[], pods: readonly SeenPod[]): readonly SandboxShim[] {
  const known = new Map(pods.flatMap(({ name, uid }) => (uid === undefined ? [] : [[uid, name] as const])));
  const begins = new Map<string, number>();
  return lines.flatMap((line): readonly SandboxShim[] => {
    const isShim = begun.some((words) => line.includes(words));
    if (!isShim && !line.includes("returns sandbox id")) return [];
    const { at, message } = containerdLine(line) ?? { at: Number.NaN, message: "" };
    if (isShim) {
      const id = anyId.exec(line)?.[0];
      if (id !== undefined && !begins.has(id)) begins.set(id, at);
      return [];
    }
    const [, uid = "", id = ""] = ready.exec(message) ?? [];
    const [pod, from] = [known.get(uid), begins.get(id)];
    return pod === undefined || from === undefined ? [] : [{ pod, at: from }];
  });
}
