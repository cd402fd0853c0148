import type { IncomingMessage, ServerResponse } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { stringify } from "yaml";
import type { Cluster } from "../../../provisioners/index.ts";
import { standInServer, type StandIn } from "../../support/api-server.ts";

/** A cluster of one node whose API server answers as the test wants; what that leaves, it lists as empty. */
export async function standInCluster(
  answer: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<Cluster> {
  const server = await standInServer((request, response) => {
    if (!answer(request, response)) response.end('{"metadata":{"resourceVersion":"7"},"items":[]}');
  });
  const folder = await mkdtemp(join(tmpdir(), "columbo-trial-"));
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const log = join(folder, "log");
  const kubeconfig = join(folder, "kubeconfig");
  await writeFile(log, "");
  await writeFile(kubeconfig, kubeconfigOf(server));
  return {
    id: "stand-in",
    kubernetes: "v1.34.4",
    kubeconfig,
    apiServer: server.url,
    identity: server.identity,
    kubectl: "/bin/false",
    namespace: "columbo",
    scratch: folder,
    logs: (["audit", "kube-controller-manager", "kube-scheduler"] as const).map((source) => ({
      source,
      path: log,
    })),
    endpoints: [],
    nodes: [{ name: "worker-0", kind: "real" }],
    processes: () => [],
    failed: new AbortController().signal,
    settings: () => [],
    apply: () => Promise.resolve(),
    reset: () => Promise.resolve(),
    down: () => Promise.resolve(),
  };
}

function kubeconfigOf({ url, identity }: StandIn): string {
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: url, "certificate-authority-data": base64(identity.ca) } }],
    users: [
      {
        name: "u",
        user: {
          "client-certificate-data": base64(identity.certificate),
          "client-key-data": base64(identity.key),
        },
      },
    ],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
}
