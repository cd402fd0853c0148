import { readdirSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { X509Certificate } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { localProvisioner } from "../../../provisioners/local/index.ts";
import { createHttpsClient } from "../../../provisioners/local/https-client.ts";
import type { Cluster } from "../../../provisioners/index.ts";
import { testBinaries } from "../../support/binaries.ts";
import {
  apiOf,
  getJson,
  ownStateFolder,
  quietHost,
  remainsOf,
  smallPlan,
} from "../../support/local-cluster.ts";
import { listPods, runJob } from "./trial.ts";

let state: Awaited<ReturnType<typeof ownStateFolder>>;
let cluster: Cluster;
let folder: string;

beforeAll(async () => {
  await testBinaries();
  state = await ownStateFolder();
  cluster = await localProvisioner.up(smallPlan(), quietHost());
  folder = dirname(cluster.scratch);
}, 900_000);

afterAll(async () => {
  await cluster.down();
  await state.remove();
});

interface AuditLine {
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly objectRef: { readonly resource: string; readonly subresource?: string };
  readonly responseObject?: {
    readonly metadata: { readonly name: string; readonly managedFields?: unknown };
  };
}

function auditLines(): readonly AuditLine[] {
  const { path } = cluster.logs.find(({ source }) => source === "audit")!;
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line) as AuditLine);
}

/** Local addresses, in hexadecimal, of the listening sockets of a process. */
function listeningAddresses(pid: number): readonly string[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${fd}`);
    } catch {
      return "";
    }
  });
  return ["tcp", "tcp6"].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, "utf8")
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter((fields) => fields[3] === "0A" && sockets.includes(`socket:[${fields[9]}]`))
      .map((fields) => fields[1]!.split(":")[0]!),
  );
}

/** The names of the variables that a process was started with. */
const variablesOf = (pid: number): readonly string[] =>
  readFileSync(`/proc/${pid}/environ`, "utf8")
    .split("\0")
    .filter((line) => line !== "")
    .map((line) => line.split("=")[0]!);

describe("a cluster that is up", () => {
  test("runs its five processes, which listen on 127.0.0.1 alone", () => {
    expect(
      cluster
        .processes()
        .map(({ component }) => component)
        .sort(),
    ).toEqual(["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler", "kwok"]);
    const addresses = cluster.processes().flatMap(({ pid }) => listeningAddresses(pid));
    expect(addresses.length).toBeGreaterThanOrEqual(5);
    expect(new Set(addresses)).toEqual(new Set(["0100007F"]));
  });

  test("gives its processes nothing of the user's own environment", () => {
    const variables = cluster.processes().map(({ pid }) => [...variablesOf(pid)].sort());
    expect(variables).toEqual(variables.map(() => ["COLUMBO_CLUSTER", "HOME", "PATH"]));
  });

  test("has its nodes ready and its namespace empty", async () => {
    const api = apiOf(cluster);
    const nodes = await getJson<{ items: { spec: { taints?: unknown }; status: { capacity: object } }[] }>(
      api,
      "/api/v1/nodes",
    );
    expect(nodes.items).toHaveLength(2);
    for (const { spec, status } of nodes.items) {
      expect(spec.taints).toBeUndefined();
      expect(status.capacity).toMatchObject({ cpu: "4", memory: "16Gi", pods: "110" });
    }
    expect(await listPods(cluster)).toEqual([]);
    api.close();
  });

  test("knows Columbo as an ordinary user", async () => {
    const api = apiOf(cluster);
    const body = { apiVersion: "authentication.k8s.io/v1", kind: "SelfSubjectReview" };
    const answer = await api.send("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", { body });
    const { userInfo } = (
      JSON.parse(answer.body) as { status: { userInfo: { username: string; groups: string[] } } }
    ).status;
    expect(userInfo.username).toBe("columbo");
    expect(userInfo.groups).toEqual(["system:authenticated"]);
    api.close();
  });

  test("keeps no certificate of system:masters", () => {
    const names = readdirSync(join(folder, "pki")).filter((name) => name.endsWith(".crt"));
    const subjects = names.map(
      (name) => new X509Certificate(readFileSync(join(folder, "pki", name))).subject,
    );
    expect(subjects).toContain("CN=system:kube-scheduler");
    expect(subjects.filter((subject) => subject.includes("masters"))).toEqual([]);
  });

  test("keeps its files to the user", () => {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const secrets = ["pki", "kubeconfigs", "config", "logs"].flatMap((name) =>
      readdirSync(join(folder, name)).map((file) => join(folder, name, file)),
    );
    const modes = secrets.map((file) => [file, (statSync(file).mode & 0o777).toString(8)]);
    expect(modes).toEqual(secrets.map((file) => [file, "600"]));
  });

  test("shows every component's metrics to Columbo", async () => {
    expect(cluster.endpoints.map(({ component }) => component).sort()).toEqual([
      "etcd",
      "kube-apiserver",
      "kube-controller-manager",
      "kube-scheduler",
    ]);
    for (const { url } of cluster.endpoints) {
      const client = createHttpsClient(url, cluster.identity);
      const answer = await client.send("GET", "/metrics");
      expect([url, answer.status]).toEqual([url, 200]);
      expect(answer.body).toContain("process_cpu_seconds_total");
      client.close();
    }
  });
});

describe("trials", () => {
  test("a Job's pods run with all their containers, twice, and nothing is left in between", async () => {
    const first = await runJob(cluster, "first", 30);
    for (const { status } of first)
      expect(status.containerStatuses?.map(({ name, state: now }) => [name, Object.keys(now)])).toEqual([
        ["first", ["running"]],
        ["second", ["running"]],
      ]);
    await cluster.reset();
    expect(await listPods(cluster)).toEqual([]);

    const second = await runJob(cluster, "first", 30);
    expect(second).toHaveLength(30);
    await cluster.reset();
    expect(await listPods(cluster)).toEqual([]);

    // The way out of a trial must not spend the job controller's requests on finalizers.
    const lines = auditLines();
    const patches = lines.filter(({ verb, objectRef }) => verb === "patch" && objectRef.resource === "pods");
    expect(patches.filter(({ user }) => user.username.endsWith(":job-controller"))).toEqual([]);
    const created = lines.filter(
      ({ verb, objectRef }) =>
        verb === "create" && objectRef.resource === "pods" && objectRef.subresource === undefined,
    );
    const names = created.map(({ responseObject }) => responseObject?.metadata.name);
    expect(new Set(names).size).toBe(60);
    expect(created[0]?.responseObject?.metadata.managedFields).toBeUndefined();
  }, 90_000);
});

test("down leaves nothing, however often it is called", async () => {
  await Promise.all([cluster.down(), cluster.down()]);
  await cluster.down();
  expect(await remainsOf(cluster.id, folder)).toEqual([]);
  expect(cluster.failed.aborted).toBe(false);
});
