import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The rules that come with Columbo. They are looked for from the package's root, because compilation copies no
 * YAML: the same folder serves the sources and dist/.
 */
export const shippedRules: string = join(packageRoot(import.meta.dirname), "rules");

function packageRoot(folder: string): string {
  if (existsSync(join(folder, "package.json"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`no package.json above ${import.meta.dirname}`);
  return packageRoot(parent);
}
