import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { connectTo, now, send } from "../../engine/observe/index.ts";
import { watch } from "../../engine/observe/watch.ts";
import type { Cluster } from "../../provisioners/index.ts";
import { createHttpsClient } from "../../provisioners/local/https-client.ts";
import { objectOf, type Case } from "./objects.ts";

/** One start, seconds since the object was sent. */
export interface Start {
  /** Until the API server received the last pod. */
  readonly created: number;
  /** Until the last pod was said to run. */
  readonly running: number;
}

/** Until every token bucket is full again; the largest one holds 100 and gets 50 a second. */
const refillMs = 3000;
const patienceMs = 180_000;

interface PodEvent {
  readonly type: string;
  readonly object: {
    readonly metadata: { readonly name: string };
    readonly status?: { readonly phase?: string };
  };
}

/** Starts one workload, waits until it runs, and removes it. */
export async function startOf(cluster: Cluster, one: Case, name: string): Promise<Start> {
  const connection = connectTo(cluster);
  const pods = `${cluster.apiServer}/api/v1/namespaces/${cluster.namespace}/pods`;
  const collection = `/apis/apps/v1/namespaces/${cluster.namespace}/${one.kind}s`;
  const running = new Map<string, number>();
  const ready = Promise.withResolvers<undefined>();
  const following = await watch({
    connection,
    url: `${pods}?labelSelector=case%3D${name}`,
    onBroken: ready.reject,
    onLine({ at, text }) {
      const { object } = JSON.parse(text) as PodEvent;
      if (object.status?.phase !== "Running" || running.has(object.metadata.name)) return;
      running.set(object.metadata.name, at);
      if (running.size === one.pods) ready.resolve(undefined);
    },
  });
  try {
    const sent = now();
    const { status, text } = await send(connection, {
      method: "POST",
      url: `${cluster.apiServer}${collection}`,
      body: JSON.stringify(objectOf(one, name)),
      type: "application/json",
      signal: AbortSignal.timeout(patienceMs),
    });
    if (status !== 201) throw new Error(`${one.name}: ${status} ${text.slice(0, 300)}`);
    await Promise.race([ready.promise, tooLong(one)]);
    const ran = Math.max(...running.values());
    return { created: ((await lastCreate(cluster, name)) - sent) / 1000, running: (ran - sent) / 1000 };
  } finally {
    following.stop();
    connection.destroy();
    await remove(cluster, `${collection}/${name}`, name);
  }
}

async function tooLong({ name }: Case): Promise<never> {
  await sleep(patienceMs, undefined, { ref: false });
  throw new Error(`${name}: not all pods ran within ${patienceMs / 1000} s`);
}

interface AuditLine {
  readonly verb: string;
  readonly objectRef?: { readonly resource: string; readonly subresource?: string };
  readonly requestReceivedTimestamp: string;
  readonly responseObject?: { readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } };
}

/** When the API server received the last pod with this label, milliseconds since the epoch. */
async function lastCreate({ logs }: Cluster, label: string): Promise<number> {
  const path = logs.find(({ source }) => source === "audit")?.path;
  const lines = path === undefined ? [] : (await readFile(path, "utf8")).trimEnd().split("\n");
  const times = lines
    .filter((line) => line.includes(label))
    .map((line) => JSON.parse(line) as AuditLine)
    .filter(
      ({ verb, objectRef, responseObject }) =>
        verb === "create" &&
        objectRef?.resource === "pods" &&
        objectRef.subresource === undefined &&
        responseObject?.metadata?.labels?.["case"] === label,
    )
    .map(({ requestReceivedTimestamp }) => Date.parse(requestReceivedTimestamp));
  return Math.max(...times);
}

async function remove(cluster: Cluster, path: string, name: string): Promise<void> {
  const client = createHttpsClient(cluster.apiServer, cluster.identity);
  try {
    await client.send("DELETE", `${path}?propagationPolicy=Background`);
    const pods = `/api/v1/namespaces/${cluster.namespace}/pods?labelSelector=case%3D${name}&limit=1`;
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      const { body } = await client.send("GET", pods);
      if ((JSON.parse(body) as { readonly items: readonly unknown[] }).items.length === 0) break;
      await sleep(500);
    }
    await sleep(refillMs);
  } finally {
    client.close();
  }
}
