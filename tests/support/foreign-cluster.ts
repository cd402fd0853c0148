/** A local cluster that a command meets as one that is there already, and users of it with few rights. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Plan } from "../../experiments/index.ts";
import { provisioners, rbacManifests, type Cluster, type RbacRequest } from "../../provisioners/index.ts";
import type { HttpsClient } from "../../provisioners/local/https-client.ts";
import { apiOf, getJson, ownStateFolder, quietHost, smallPlan } from "./local-cluster.ts";

export interface Foreign {
  readonly cluster: Cluster;
  /** As an administrator of the cluster. */
  readonly api: HttpsClient;
  readonly folder: string;
  /** A kubeconfig of a new service account with exactly the rights that `columbo rbac` prints; its path. */
  grant(name: string, request: Omit<RbacRequest, "subject">): Promise<string>;
  /** A kubeconfig with this token; its path. */
  kubeconfig(name: string, token: string): Promise<string>;
  /** All that a run could leave or change: Jobs, pods, namespaces, nodes by name. */
  objects(): Promise<readonly string[]>;
}

/** Brings one up, by default with kwok nodes; it is taken down after the test. */
export async function foreignCluster(plan: Plan = smallPlan()): Promise<Foreign> {
  const state = await ownStateFolder();
  onTestFinished(() => state.remove());
  const cluster = await provisioners.local.up(plan, quietHost());
  onTestFinished(() => cluster.down());
  const api = apiOf(cluster);
  onTestFinished(() => {
    api.close();
  });
  const folder = await mkdtemp(join(tmpdir(), "columbo-foreign-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));

  const kubeconfig = async (name: string, token: string): Promise<string> => {
    const path = join(folder, `${name}.kubeconfig`);
    const ca = Buffer.from(cluster.identity.ca ?? "").toString("base64");
    const config = {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: "there", cluster: { server: cluster.apiServer, "certificate-authority-data": ca } }],
      users: [{ name, user: { token } }],
      contexts: [{ name: "there", context: { cluster: "there", user: name } }],
      "current-context": "there",
    };
    await writeFile(path, JSON.stringify(config), { mode: 0o600 });
    return path;
  };

  return {
    cluster,
    api,
    folder,
    kubeconfig,
    async grant(name, request) {
      await post(api, "/api/v1/namespaces/default/serviceaccounts", { metadata: { name } });
      const subject = { kind: "ServiceAccount", name, namespace: "default" } as const;
      for (const document of parseAllDocuments(rbacManifests({ subject, ...request }))) {
        const object = document.toJS() as Granted;
        const where =
          object.metadata.namespace === undefined ? "" : `/namespaces/${object.metadata.namespace}`;
        await post(api, `/apis/rbac.authorization.k8s.io/v1${where}/${object.kind.toLowerCase()}s`, object);
      }
      const body = { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} };
      const path = `/api/v1/namespaces/default/serviceaccounts/${name}/token`;
      const { status } = (await post(api, path, body)) as { readonly status: { readonly token: string } };
      return kubeconfig(name, status.token);
    },
    async objects() {
      const paths = ["/apis/batch/v1/jobs", "/api/v1/pods", "/api/v1/namespaces", "/api/v1/nodes"];
      const lists = await Promise.all(
        paths.map((path) =>
          getJson<{ readonly items: readonly { readonly metadata: { readonly name: string } }[] }>(api, path),
        ),
      );
      return lists
        .flatMap(({ items }, at) => items.map(({ metadata }) => `${paths[at]} ${metadata.name}`))
        .sort();
    },
  };
}

interface Granted {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string };
}

async function post(api: HttpsClient, path: string, body: unknown): Promise<unknown> {
  const answer = await api.send("POST", path, { body });
  if (answer.status > 299) throw new Error(`POST ${path}: ${answer.status} ${answer.body}`);
  return JSON.parse(answer.body) as unknown;
}

/** What every command on such a cluster is asked with, run folders beside the kubeconfigs. */
export const requestOn = ({ folder }: Foreign) => ({
  provisioner: provisioners.existing,
  output: folder,
  columbo: "0.0.0",
  startedAt: Date.now(),
  emit: () => undefined,
  signal: new AbortController().signal,
});
