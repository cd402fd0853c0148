import {
  defaultKubernetesVersion,
  examineCache,
  findGo,
  installGo,
  isOlder,
  oldestGo,
  suggestedGo,
} from "../binaries/index.ts";
import { verdict, type Verdict } from "./finding.ts";

const setup = "columbo setup --nodes hollow";

/** Hollow nodes need kubemark, which has no download: it is in the cache, or Go builds it. */
export async function hollowNodes(): Promise<Verdict> {
  const state = (await examineCache(defaultKubernetesVersion, ["kubemark"])).get("kubemark");
  if (state === "good") return verdict("optional", true, `kubemark ${defaultKubernetesVersion} is ready`);
  if (state === "corrupt")
    return verdict("optional", false, `kubemark ${defaultKubernetesVersion} is corrupt`, setup);
  // Not in a folder where anybody may lay a go.mod, which go would obey.
  const go = await findGo("/", AbortSignal.timeout(30_000));
  const builds = go !== undefined && !isOlder(go.version, oldestGo);
  return builds
    ? verdict("optional", true, "no kubemark yet; Go builds it when it is needed (about 3 minutes)")
    : verdict(
        "optional",
        false,
        `no kubemark, and no Go ${oldestGo} or later to build it`,
        installGo(suggestedGo),
      );
}
