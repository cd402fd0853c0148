import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { stringify } from "yaml";
import { runTrial } from "../../../engine/trial/index.ts";
import type { Cluster } from "../../../provisioners/index.ts";
import { standInServer, type StandIn } from "../../support/api-server.ts";
import { smallPlan } from "../../support/local-cluster.ts";

/** A cluster whose API server lists, and then never answers to `silentTo`; `asked` resolves when it was asked that. */
async function silentCluster(
  silentTo: string,
): Promise<{ readonly cluster: Cluster; readonly asked: Promise<unknown> }> {
  const asked = Promise.withResolvers<undefined>();
  const server = await standInServer((request, response) => {
    if (request.url?.includes(silentTo) === true) asked.resolve(undefined);
    else response.end('{"metadata":{"resourceVersion":"7"},"items":[]}');
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
  const cluster: Cluster = {
    id: "silent",
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
    nodes: [],
    processes: () => [],
    failed: new AbortController().signal,
    settings: () => [],
    apply: () => Promise.resolve(),
    reset: () => Promise.resolve(),
    down: () => Promise.resolve(),
  };
  return { cluster, asked: asked.promise };
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

test.each([
  ["kubectl", "watch=1"],
  ["api", "/jobs"],
] as const)(
  "an interrupt ends a trial although the API server has gone silent (client %s, silent to %s)",
  async (client, silentTo) => {
    const { cluster, asked } = await silentCluster(silentTo);
    const interruption = new AbortController();
    const plan = smallPlan();
    const trial = runTrial({
      cluster,
      plan,
      label: "silent",
      workload: { ...plan.workload, client, instances: 2 },
      emit: () => undefined,
      signal: interruption.signal,
      patienceSeconds: 60,
    });
    const refused = expect(trial).rejects.toThrow("trial silent was interrupted");
    await asked;
    interruption.abort();
    await refused;
  },
);
