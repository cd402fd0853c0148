import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";

/** A playbook that Columbo brings: it lies beside its sources, which the compiler does not copy. */
export function shippedPlaybook(name: string): string {
  const packageJson = findPackageJSON(import.meta.url);
  if (packageJson === undefined) throw new Error(`no package.json above ${import.meta.dirname}`);
  return join(dirname(packageJson), "provisioners/qemu/playbooks", name);
}
