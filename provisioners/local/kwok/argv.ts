import { inSite, kubeconfigFile, type Site } from "../site.ts";

export const kwokConfigFile = (site: Site): string => inSite(site, "config", "kwok.yaml");

/** The label of the nodes that kwok plays; it leaves all others to their kubelets. */
export const kwokLabel = { "columbo/kind": "kwok" } as const;

export function kwokArgv(site: Site): readonly string[] {
  return [
    `--kubeconfig=${kubeconfigFile(site, "kwok")}`,
    `--config=${kwokConfigFile(site)}`,
    `--manage-nodes-with-label-selector=${Object.entries(kwokLabel)
      .map(([key, value]) => `${key}=${value}`)
      .join(",")}`,
    "--manage-all-nodes=false",
    "--node-lease-duration-seconds=40",
    // Pod addresses, from the range that RFC 2544 keeps free for measurements.
    "--cidr=198.18.0.0/16",
  ];
}
