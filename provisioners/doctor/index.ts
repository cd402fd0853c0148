import { cachedBinaries } from "./cached-binaries.ts";
import { cgroupVersion } from "./cgroup.ts";
import { chromium } from "./chromium.ts";
import { cores, memory } from "./compute.ts";
import { cacheSpace, stateSpace } from "./disk.ts";
import type { Check, Finding } from "./finding.ts";
import { go } from "./go.ts";
import { hollowNodes } from "./hollow-nodes.ts";
import { leftovers } from "./leftovers.ts";
import { openFiles, processes } from "./limits.ts";
import { loopbackPorts } from "./loopback.ts";
import { nodeVersion, operatingSystem } from "./platform.ts";
import { processorQuota } from "./quota.ts";
import { realNodes } from "./real-nodes.ts";
import { acceleration, virtualMachines } from "./virtual-machines.ts";

export type { Finding } from "./finding.ts";

/** In the order in which they are shown. */
const checks: readonly (readonly [name: string, check: Check])[] = [
  ["Node.js", () => nodeVersion()],
  ["operating system", () => operatingSystem()],
  ["cores", () => cores()],
  ["processor quota", processorQuota],
  ["memory", memory],
  ["disk for binaries", cacheSpace],
  ["disk for clusters", stateSpace],
  ["open file limit", openFiles],
  ["process limit", processes],
  ["loopback ports", loopbackPorts],
  ["Kubernetes binaries", cachedBinaries],
  ["Go", go],
  ["leftovers of crashed runs", leftovers],
  ["Chromium", chromium],
  ["hollow nodes", hollowNodes],
  ["real nodes", () => realNodes()],
  ["cgroup", cgroupVersion],
  ["virtual machines", virtualMachines],
  ["acceleration", acceleration],
];

/** A check that cannot be made is a finding too: the others must still be shown. */
async function made(name: string, check: Check): Promise<Finding> {
  try {
    return { name, ...(await check()) };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { name, ok: false, level: "optional", found: `could not be checked: ${why}` };
  }
}

/** Looks at what this machine can and cannot do; changes nothing and starts nothing that stays. */
export async function examine(): Promise<readonly Finding[]> {
  return await Promise.all(checks.map(([name, check]) => made(name, check)));
}
