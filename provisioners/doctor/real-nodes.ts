import { access } from "node:fs/promises";
import { findExecutable } from "../executable.ts";
import { verdict, type Verdict } from "./finding.ts";

const pluginFolders = ["/opt/cni/bin", "/usr/lib/cni"];

async function hasBridgePlugin(): Promise<boolean> {
  const tried = await Promise.allSettled(pluginFolders.map((folder) => access(`${folder}/bridge`)));
  return tried.some(({ status }) => status === "fulfilled");
}

/** What a real kubelet would need beside the control plane; no provisioner uses it yet. */
export async function realNodes(): Promise<Verdict> {
  const missing: string[] = [];
  const packages: string[] = [];
  const want = (there: boolean, what: string, debian?: string): void => {
    if (there) return;
    missing.push(what);
    if (debian !== undefined) packages.push(debian);
  };
  want(process.getuid?.() === 0, "root");
  want((await findExecutable(["containerd"])) !== undefined, "containerd", "containerd");
  want((await findExecutable(["runc"])) !== undefined, "runc", "runc");
  want(await hasBridgePlugin(), "CNI plugins", "containernetworking-plugins");
  const found = missing.length === 0 ? "root, containerd, runc and CNI plugins" : `no ${missing.join(", ")}`;
  const mend =
    packages.length === 0 ? undefined : `apt-get install -y --no-install-recommends ${packages.join(" ")}`;
  return verdict("optional", missing.length === 0, `${found} (not yet used)`, mend);
}
