import { verdict, type Verdict } from "./finding.ts";

const oldestNode = 24;

/** Columbo's sources are TypeScript that Node.js itself strips: that needs a current one. */
export function nodeVersion(version = process.versions.node): Verdict {
  const ok = Number.parseInt(version, 10) >= oldestNode;
  return verdict("needed", ok, `${version}, ${oldestNode} or later needed`, "npm ci");
}

/** Process groups, /proc and the Kubernetes programs are Linux'. */
export function operatingSystem(
  platform: string = process.platform,
  processor: string = process.arch,
): Verdict {
  const ok = platform === "linux" && (processor === "x64" || processor === "arm64");
  return verdict("needed", ok, `${platform} on ${processor}, Linux on x64 or arm64 needed`);
}
