import { access } from "node:fs/promises";
import { verdict, type Verdict } from "./finding.ts";

/** A real kubelet refuses cgroup version 1 by default from Kubernetes 1.35 on; a local cluster runs on either. */
export async function cgroupVersion(): Promise<Verdict> {
  const unified = await access("/sys/fs/cgroup/cgroup.controllers").then(
    () => true,
    () => false,
  );
  const found = unified
    ? "version 2"
    : "version 1; real nodes (not yet used) would need Kubernetes 1.34 or older";
  return verdict("optional", true, found);
}
