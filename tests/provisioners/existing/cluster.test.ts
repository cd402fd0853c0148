import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { manifestsOf, type Plan } from "../../../experiments/index.ts";
import { cleanLeftovers, provisioners } from "../../../provisioners/index.ts";
import { foreignCluster, type Foreign } from "../../support/foreign-cluster.ts";
import { getJson, quietHost, remainsOf, smallPlan } from "../../support/local-cluster.ts";

function planFor(kubeconfig: string, namespace?: string): Plan {
  const plan = smallPlan({ provider: "existing", nodes: [] });
  return {
    ...plan,
    existing: { kubeconfig, ...(namespace === undefined ? {} : { namespace }) },
    tuning: { ...plan.tuning, allow: ["workload.automountServiceAccountToken"] },
  };
}

const up = (plan: Plan) => provisioners.existing.up(plan, quietHost());

async function deploy({ api }: Foreign, namespace: string, prefix: string, instances: number): Promise<void> {
  const { workload } = smallPlan();
  for (const { objects } of manifestsOf({ ...workload, instances }, { prefix }))
    for (const body of objects) {
      const answer = await api.send("POST", `/apis/batch/v1/namespaces/${namespace}/jobs`, { body });
      expect(answer.status).toBe(201);
    }
}

test("a cluster that is there already: a namespace comes and goes, nothing else is touched", async () => {
  const there = await foreignCluster();
  const kubeconfig = await there.grant("own-namespace", { full: false });
  const before = await there.objects();
  const cluster = await up(planFor(kubeconfig));
  const folder = dirname(cluster.kubeconfig);

  expect(cluster.kubernetes).toBe(there.cluster.kubernetes);
  expect(cluster.readOnly).toBe(true);
  expect(await there.objects()).toEqual([...before, `/api/v1/namespaces ${cluster.namespace}`].sort());
  expect((await stat(cluster.kubeconfig)).mode & 0o777).toBe(0o600);
  const denied = cluster
    .rights!.filter(({ allowed }) => !allowed)
    .map(({ resource, path }) => resource ?? path);
  expect([...new Set(denied)]).toEqual(["nodes", "nodes/proxy", "leases", "/metrics"]);
  expect(cluster.endpoints).toEqual([]);
  expect(cluster.closed!.map(({ source }) => source)).toContain("metrics of kube-apiserver");
  expect(cluster.closed!.find(({ source }) => source === "metrics of kube-apiserver")?.rights).toEqual([
    { verb: "get", path: "/metrics" },
  ]);
  expect(cluster.notes!.join()).toMatch(/the defaults of Kubernetes v1\.\d+\.\d+ are taken/);

  await deploy(there, cluster.namespace, "trial-a", 5);
  await cluster.reset();
  const left = await getJson<{ items: unknown[] }>(there.api, `/api/v1/namespaces/${cluster.namespace}/pods`);
  expect(left.items).toEqual([]);

  await cluster.apply([{ parameter: "workload.automountServiceAccountToken", value: false }]);
  expect(cluster.settings()).toEqual([{ parameter: "workload.automountServiceAccountToken", value: false }]);
  await expect(
    cluster.apply([{ parameter: "kube-controller-manager.kube-api-qps", value: 100 }]),
  ).rejects.toThrow(/kube-api-qps cannot be changed on a cluster that Columbo did not make/);
  await expect(cluster.apply([{ parameter: "workload.imagePullPolicy", value: "Always" }])).rejects.toThrow(
    /imagePullPolicy must not be changed .* expected its full name in \[columbo\] allow/,
  );

  await cluster.down();
  expect(await there.objects()).toEqual(before);
  expect(await remainsOf(cluster.id, folder)).toEqual([]);
}, 120_000);

test("in a namespace of the user's only trials are removed", async () => {
  const there = await foreignCluster();
  const kubeconfig = await there.grant("one-namespace", { namespace: "columbo", full: true });
  const cluster = await up(planFor(kubeconfig, "columbo"));
  expect(cluster.namespace).toBe("columbo");
  expect(cluster.nodes.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
    "worker-0 existing",
    "worker-1 existing",
  ]);
  // kwok's nodes have no kubelet that would answer.
  expect(cluster.endpoints).toEqual([{ component: "kube-apiserver", url: there.cluster.apiServer }]);
  expect(cluster.closed!.find(({ source }) => source === "metrics of kubelets")?.why).toMatch(
    /^2 give no answer/,
  );
  const job = { apiVersion: "batch/v1", kind: "Job", metadata: { name: "theirs" } };
  const spec = {
    suspend: true,
    template: { spec: { restartPolicy: "Never", containers: [{ name: "a", image: "a" }] } },
  };
  await there.api.send("POST", "/apis/batch/v1/namespaces/columbo/jobs", { body: { ...job, spec } });
  await deploy(there, "columbo", "trial-a", 2);
  await cluster.down();
  const { items } = await getJson<{ items: { metadata: { name: string } }[] }>(
    there.api,
    "/apis/batch/v1/jobs",
  );
  expect(items.map(({ metadata }) => metadata.name)).toEqual(["theirs"]);
}, 120_000);

test("what a killed run left on a cluster is removed by its ledger entry", async () => {
  const there = await foreignCluster();
  const kubeconfig = await there.grant("killed", { full: false });
  const before = await there.objects();
  const cluster = await up(planFor(kubeconfig));
  expect(JSON.parse(await readFile(cluster.kubeconfig, "utf8"))).toMatchObject({ kind: "Config" });
  await deploy(there, cluster.namespace, "trial-a", 3);
  // As after a kill: nobody calls down. The local cluster under it is of this process too, and must stay.
  const { clusters, skipped } = await cleanLeftovers();
  expect(clusters).toEqual([]);
  expect(skipped).toHaveLength(2);
  const { removeCluster } = await import("../../../provisioners/clean.ts");
  const [entry] = (
    await import("../../../provisioners/ledger.ts").then(({ readLedger }) => readLedger())
  ).flatMap((file) => ("entry" in file && file.entry.namespace !== undefined ? [file.entry] : []));
  expect(entry?.namespace).toBe(cluster.namespace);
  await removeCluster(entry!);
  expect(await there.objects()).toEqual(before);
}, 120_000);
