import { findGo, installGo, isOlder, oldestGo, suggestedGo } from "../binaries/index.ts";
import { verdict, type Verdict } from "./finding.ts";

/** Go builds the binaries where official downloads cannot be reached. */
export async function go(): Promise<Verdict> {
  // Not in a folder where anybody may lay a go.mod, which go would obey.
  const toolchain = await findGo("/", AbortSignal.timeout(30_000));
  const use = "builds the binaries where downloads cannot be reached";
  if (toolchain === undefined) return verdict("optional", false, `none; it ${use}`, installGo(suggestedGo));
  const ok = !isOlder(toolchain.version, suggestedGo) || toolchain.switches;
  const found = `${toolchain.version} (${toolchain.file}); it ${use}, ${suggestedGo} or later preferred`;
  const mend = isOlder(toolchain.version, oldestGo) ? installGo(suggestedGo) : "export GOTOOLCHAIN=auto";
  return verdict("optional", ok, found, mend);
}
