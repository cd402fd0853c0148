import { join } from "node:path";
import { binariesFolder, examineCache } from "../binaries/index.ts";
import type { ProvisionerHost } from "../contract.ts";
import { findExecutable, isExecutable } from "../executable.ts";

/** The kubectl to deploy with: the given folder's, PATH's, or the cached one of this version; "" where there is none. */
export async function findKubectl(
  { binDir }: Pick<ProvisionerHost, "binDir">,
  kubernetes: string,
): Promise<string> {
  const given = binDir === undefined ? undefined : join(binDir, "kubectl");
  if (given !== undefined && (await isExecutable(given))) return given;
  const found = await findExecutable(["kubectl"]);
  if (found !== undefined) return found;
  const cached = (await examineCache(kubernetes, ["kubectl"])).get("kubectl") === "good";
  return cached ? join(binariesFolder(), kubernetes, "kubectl") : "";
}
