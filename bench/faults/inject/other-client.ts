import { spawn } from "node:child_process";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Cluster } from "../../../provisioners/index.ts";
import { createHttpsClient } from "../../../provisioners/local/https-client.ts";
import type { Injection } from "../fault.ts";
import { objectsMade, type Made } from "./objects.ts";

const namespace = "elsewhere";
const account = "lister";

/** The user that the API server knows the other client by. */
export const otherClient = `system:serviceaccount:${namespace}:${account}`;

/** Longer than any run of the bench. */
const lastsSeconds = 900;
/** What each pod's container says of its environment: pods of a real cluster are as large, and as costly to write down. */
const variables = 60;

/** What another client does on each of its connections. */
export interface OtherClient {
  readonly does: "list" | "watch";
  readonly connections: number;
  /** Pods that nobody schedules, for it to look at. */
  readonly pods: number;
}

/** A client with a service account of its own that lists all pods without pause, or watches them. */
export async function clientStarted(
  cluster: Cluster,
  { does, connections, pods }: OtherClient,
): Promise<Injection> {
  await objectsMade(cluster, objectsOf(pods));
  const file = join(cluster.scratch, "other-client.json");
  const secret = JSON.stringify({ ca: cluster.identity.ca, token: await tokenOf(cluster) });
  await writeFile(file, secret, { mode: 0o600 });
  const program = join(import.meta.dirname, "api-client.ts");
  const args = [program, does, cluster.apiServer, file, String(connections), String(lastsSeconds)];
  const child = spawn(process.execPath, args, { stdio: ["pipe", "ignore", "ignore"] });
  const ended = once(child, "close");
  return {
    async remove() {
      child.stdin.end();
      child.kill();
      await ended;
    },
  };
}

async function tokenOf(cluster: Cluster): Promise<string> {
  const api = createHttpsClient(cluster.apiServer, cluster.identity);
  try {
    const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${account}/token`;
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
    const answer = await api.send("POST", path, { body });
    if (answer.status !== 201) throw new Error(`${path} answered ${String(answer.status)}: ${answer.body}`);
    return (JSON.parse(answer.body) as { readonly status: { readonly token: string } }).status.token;
  } finally {
    api.close();
  }
}

function objectsOf(pods: number): readonly Made[] {
  const rbac = "rbac.authorization.k8s.io";
  const inNamespace = `/api/v1/namespaces/${namespace}`;
  return [
    {
      collection: "/api/v1/namespaces",
      object: { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    },
    {
      collection: `${inNamespace}/serviceaccounts`,
      object: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: account } },
    },
    {
      collection: `/apis/${rbac}/v1/clusterrolebindings`,
      object: {
        apiVersion: `${rbac}/v1`,
        kind: "ClusterRoleBinding",
        metadata: { name: account },
        roleRef: { apiGroup: rbac, kind: "ClusterRole", name: "view" },
        subjects: [{ kind: "ServiceAccount", namespace, name: account }],
      },
    },
    ...Array.from({ length: pods }, (_, index) => ({
      collection: `${inNamespace}/pods`,
      object: podOf(index),
    })),
  ];
}

function podOf(index: number): Made["object"] {
  const env = Array.from({ length: variables }, (_, number) => ({
    name: `VARIABLE_${String(number)}`,
    value: `value ${String(number)} of pod ${String(index)}`,
  }));
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: `pod-${String(index)}` },
    spec: {
      // No scheduler of this name runs.
      schedulerName: "nobody",
      serviceAccountName: account,
      automountServiceAccountToken: false,
      containers: [{ name: "main", image: "nothing", env }],
    },
  };
}
