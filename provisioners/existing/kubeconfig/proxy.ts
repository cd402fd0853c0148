import { KubeconfigError } from "./errors.ts";
import type { Access } from "./access.ts";

/** Go, and so kubectl, never sends requests to this machine through a proxy. */
const never = ["localhost", "127.0.0.1", "::1"];

/**
 * The proxy that requests to the cluster go through, as kubectl has it: `proxy-url` of the kubeconfig, else
 * HTTPS_PROXY. Undefined when there is none.
 * @throws KubeconfigError for a SOCKS proxy
 */
export function proxyOf(
  { cluster, origin }: Pick<Access, "cluster" | "origin">,
  env: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> | undefined {
  const url = cluster["proxy-url"];
  if (typeof url === "string" && url !== "") {
    if (/^https?:\/\//.test(url)) return { HTTPS_PROXY: url };
    throw new KubeconfigError(`${origin}: expected a proxy-url of http or https, which Columbo can use`);
  }
  const usual = env["HTTPS_PROXY"] ?? env["https_proxy"] ?? "";
  if (usual === "") return undefined;
  const not = env["NO_PROXY"] ?? env["no_proxy"] ?? "";
  return { HTTPS_PROXY: usual, NO_PROXY: [not, ...never].filter((part) => part !== "").join(",") };
}
