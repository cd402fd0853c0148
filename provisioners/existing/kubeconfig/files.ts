import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join, resolve } from "node:path";

/** Where Kubernetes puts a pod's own credentials. */
const podFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

/** Where a kubeconfig comes from: files, the first of which wins, or the pod that Columbo runs in. */
export type KubeconfigSource =
  | { readonly kind: "files"; readonly files: readonly string[]; readonly namedBy: string }
  | { readonly kind: "pod"; readonly folder: string; readonly server: string };

/**
 * As kubectl looks for it: the file that was named, else those in KUBECONFIG that are there, else ~/.kube/config,
 * else the credentials of the pod. Undefined when there is none of them.
 */
export function findKubeconfig(
  named: string | undefined,
  env: NodeJS.ProcessEnv = process.env,
): KubeconfigSource | undefined {
  if (named !== undefined) return { kind: "files", files: [expanded(named, env)], namedBy: "it was named" };
  const listed = (env["KUBECONFIG"] ?? "").split(delimiter).filter((path) => path !== "");
  if (listed.length > 0) {
    const there = listed.filter((path) => existsSync(path));
    return { kind: "files", files: there.length > 0 ? there : listed, namedBy: "KUBECONFIG names it" };
  }
  const usual = join(homeOf(env), ".kube", "config");
  if (existsSync(usual)) return { kind: "files", files: [usual], namedBy: "it is kubectl's own" };
  const host = env["KUBERNETES_SERVICE_HOST"];
  if (host === undefined || !existsSync(join(podFolder, "token"))) return undefined;
  const port = env["KUBERNETES_SERVICE_PORT"] ?? "443";
  const server = `https://${host.includes(":") ? `[${host}]` : host}:${port}`;
  return { kind: "pod", folder: podFolder, server };
}

function expanded(path: string, env: NodeJS.ProcessEnv): string {
  return resolve(path.startsWith("~/") ? join(homeOf(env), path.slice(2)) : path);
}

function homeOf(env: NodeJS.ProcessEnv): string {
  return env["HOME"] ?? homedir();
}
