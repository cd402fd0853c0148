import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { once } from "node:events";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runTrial } from "../../../engine/trial/index.ts";
import type { Cluster } from "../../../provisioners/index.ts";
import { createAuthority } from "../../../provisioners/local/pki.ts";
import { smallPlan } from "../../support/local-cluster.ts";

/** A cluster whose API server lists, and then never answers to a watch; `watched` resolves when it was asked. */
async function silentCluster(): Promise<{ readonly cluster: Cluster; readonly watched: Promise<unknown> }> {
  const authority = await createAuthority();
  const [served, own] = await Promise.all([
    authority.issue({ user: "server", addresses: ["127.0.0.1"] }),
    authority.issue({ user: "columbo" }),
  ]);
  const asked = Promise.withResolvers<undefined>();
  const server = createServer({ key: served.key, cert: served.certificate }, (request, response) => {
    if (request.url?.includes("watch=1") === true) asked.resolve(undefined);
    else response.end('{"metadata":{"resourceVersion":"7"},"items":[]}');
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const folder = await mkdtemp(join(tmpdir(), "columbo-trial-"));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true, force: true });
  });
  const log = join(folder, "log");
  await writeFile(log, "");
  const cluster: Cluster = {
    id: "silent",
    kubernetes: "v1.34.4",
    kubeconfig: "",
    apiServer: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    identity: { ca: authority.certificate, ...own },
    kubectl: "/bin/false",
    namespace: "columbo",
    scratch: folder,
    logs: (["audit", "kube-controller-manager", "kube-scheduler"] as const).map((source) => ({
      source,
      path: log,
    })),
    endpoints: [],
    processes: () => [],
    failed: new AbortController().signal,
    settings: () => [],
    apply: () => Promise.resolve(),
    reset: () => Promise.resolve(),
    down: () => Promise.resolve(),
  };
  return { cluster, watched: asked.promise };
}

test("an interrupt ends a trial although the API server has gone silent", async () => {
  const { cluster, watched } = await silentCluster();
  const interruption = new AbortController();
  const plan = smallPlan();
  const trial = runTrial({
    cluster,
    plan,
    label: "silent",
    workload: { ...plan.workload, client: "kubectl", instances: 2 },
    emit: () => undefined,
    signal: interruption.signal,
    patienceSeconds: 60,
  });
  const refused = expect(trial).rejects.toThrow("trial silent was interrupted");
  await watched;
  interruption.abort();
  await refused;
});
