import { chmod, copyFile, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { run, type Cluster } from "../../../provisioners/index.ts";
import { findPlugins } from "../../../provisioners/local/real/cni.ts";
import type { Injection } from "../fault.ts";

const deadlineMs = 10_000;

/** The network plugin of the nodes with something before it; `script` are lines for sh that run at each ADD. */
function wrapped(script: string): (cluster: Cluster) => Promise<Injection> {
  return async (cluster) => {
    const plugins = await findPlugins();
    if (plugins === undefined) throw new Error("expected CNI plugins in one of their usual folders");
    for (const { node, pid, component } of cluster.processes()) {
      if (component !== "containerd" || node === undefined) continue;
      const folder = join(cluster.scratch, `plugins-${node}`);
      await mkdir(folder);
      for (const name of await readdir(plugins)) await copyFile(join(plugins, name), join(folder, name));
      await copyFile(join(plugins, "bridge"), join(folder, "bridge-itself"));
      const text = `#!/bin/sh\nif [ "$CNI_COMMAND" = ADD ]; then\n${script}\nfi\nexec "$(dirname "$0")/bridge-itself"\n`;
      await writeFile(join(folder, "bridge"), text.replaceAll("STATE", join(folder, "state")));
      await chmod(join(folder, "bridge"), 0o755);
      await mounted(pid, folder, plugins);
    }
    // The mount goes with the node's own mount namespace, the folder with the cluster.
    return { remove: () => Promise.resolve() };
  };
}

/** In the node's own mount namespace, so that nobody else sees it and nothing of it is left. */
async function mounted(pid: number, folder: string, over: string): Promise<void> {
  const argv = [`--mount=/proc/${String(pid)}/ns/mnt`, "mount", "--bind", folder, over];
  const { exitCode, stderr } = await run("nsenter", argv, { deadlineMs });
  if (exitCode !== 0) throw new Error(`the wrapped plugin could not be mounted over ${over}: ${stderr}`);
}

/** A plugin that waits so long for something that is not on the node. */
export function slowPlugin(seconds: number): (cluster: Cluster) => Promise<Injection> {
  return wrapped(`sleep ${seconds.toFixed(1)}`);
}

/** A plugin that lets one pod through every so many seconds and refuses the others. */
export function refusingPlugin(seconds: number): (cluster: Cluster) => Promise<Injection> {
  const refusal =
    '{"cniVersion": "0.4.0", "code": 429, "msg": "unable to create endpoint: 429 Too Many Requests (rate limit)"}';
  return wrapped(
    [
      "now=$(date +%s)",
      "if ! mkdir STATE.lock 2>/dev/null; then",
      `  echo '${refusal}'; exit 1`,
      "fi",
      "last=$(cat STATE 2>/dev/null || echo 0)",
      `if [ $((now - last)) -lt ${String(seconds)} ]; then`,
      "  rmdir STATE.lock",
      `  echo '${refusal}'; exit 1`,
      "fi",
      'echo "$now" > STATE',
      "rmdir STATE.lock",
    ].join("\n"),
  );
}
