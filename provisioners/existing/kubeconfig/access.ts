import { join } from "node:path";
import type { PlannedExisting } from "../../../experiments/index.ts";
import { KubeconfigError } from "./errors.ts";
import { findKubeconfig } from "./files.ts";
import { joined, readKubeconfig, type Fields, type Kubeconfig } from "./read.ts";

/** One context of a kubeconfig: the way to one cluster as one user. Holds secrets. */
export interface Access {
  /** For messages: the file that it comes from, or the pod. */
  readonly origin: string;
  readonly context: string;
  readonly userName: string;
  /** The API server's address, without a slash at its end. */
  readonly server: string;
  /** The context's, which kubectl takes when none is named. */
  readonly namespace?: string;
  readonly cluster: Fields;
  readonly user: Fields;
}

/**
 * The way to the cluster that the plan names, or that kubectl would take.
 * @throws KubeconfigError when there is no kubeconfig, or it lacks what is asked for
 */
export async function accessTo(
  { kubeconfig, context }: PlannedExisting,
  env: NodeJS.ProcessEnv = process.env,
): Promise<Access> {
  const source = findKubeconfig(kubeconfig, env);
  if (source === undefined)
    throw new KubeconfigError(
      "no kubeconfig was found: expected --kubeconfig, [existing] kubeconfig, KUBECONFIG or ~/.kube/config",
    );
  if (source.kind === "pod") return podAccess(source.folder, source.server);
  const { files, namedBy } = source;
  const read = await Promise.all(files.map((file) => readKubeconfig(file, namedBy)));
  return choose(joined(read), files.join(", "), context);
}

function choose(kubeconfig: Kubeconfig, origin: string, named: string | undefined): Access {
  const context = named ?? kubeconfig.currentContext;
  if (context === undefined)
    throw new KubeconfigError(`${origin}: no current-context is set: name one of ${listOf(kubeconfig)}`);
  const chosen = kubeconfig.contexts.get(context);
  if (chosen === undefined)
    throw new KubeconfigError(
      `${origin}: no context is called ${JSON.stringify(context)}, expected one of ${listOf(kubeconfig)}`,
    );
  const entry = (kind: "cluster" | "user"): readonly [string, Fields] => {
    const name = chosen[kind];
    const found = typeof name === "string" ? kubeconfig[`${kind}s`].get(name) : undefined;
    if (found === undefined)
      throw new KubeconfigError(
        `${origin}: context ${JSON.stringify(context)} names the ${kind} ${JSON.stringify(name ?? "")}, which is not there`,
      );
    return [String(name), found];
  };
  const [[clusterName, cluster], [userName, user]] = [entry("cluster"), entry("user")];
  const { namespace } = chosen;
  return {
    origin,
    context,
    userName,
    server: serverOf(cluster, clusterName, origin),
    ...(typeof namespace === "string" && namespace !== "" ? { namespace } : {}),
    cluster,
    user,
  };
}

function serverOf(cluster: Fields, name: string, origin: string): string {
  const { server } = cluster;
  if (typeof server === "string" && URL.canParse(server) && server.startsWith("https://"))
    return server.replace(/\/+$/, "");
  throw new KubeconfigError(
    `${origin}: cluster ${JSON.stringify(name)} has the server ${JSON.stringify(server ?? "")}, expected an address that begins with https://`,
  );
}

function listOf({ contexts }: Kubeconfig): string {
  return contexts.size === 0 ? "its contexts, of which there is none" : [...contexts.keys()].join(", ");
}

function podAccess(folder: string, server: string): Access {
  return {
    origin: "the pod's own service account",
    context: "pod",
    userName: "service account",
    server,
    cluster: { server, "certificate-authority": join(folder, "ca.crt") },
    user: { tokenFile: join(folder, "token") },
  };
}
