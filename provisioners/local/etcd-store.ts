import { expectSuccess } from "./api.ts";
import type { HttpsClient } from "./https-client.ts";

/** Kinds of objects that a trial leaves in its namespace, by their key in etcd. */
export type StoredKind = "pods" | "jobs" | "events";

interface KeyRange {
  /** Base64, as everything in etcd's JSON. */
  readonly key: string;
  readonly range_end: string;
}

/**
 * The keys of all objects of a kind in a namespace: from the prefix to the prefix with its last byte raised, as
 * etcd's own clients do it. Source: kube-apiserver's default --etcd-prefix, /registry.
 */
function rangeOf(kind: StoredKind, namespace: string): KeyRange {
  const key = Buffer.from(`/registry/${kind}/${namespace}/`);
  const end = Buffer.from(key);
  end[end.length - 1] = (end.at(-1) ?? 0) + 1;
  return { key: key.toString("base64"), range_end: end.toString("base64") };
}

async function call(etcd: HttpsClient, path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
  return JSON.parse(expectSuccess(await etcd.send("POST", path, { body, signal }), `etcd ${path}`));
}

/** How many objects of a kind are in the namespace. */
export async function countStored(
  etcd: HttpsClient,
  namespace: string,
  kind: StoredKind,
  signal: AbortSignal,
): Promise<number> {
  const range = { ...rangeOf(kind, namespace), count_only: true };
  const answer = (await call(etcd, "/v3/kv/range", range, signal)) as { readonly count?: string };
  return Number(answer.count ?? 0);
}

/**
 * Deletes all objects of a kind behind the API server's back; its watches deliver it to everybody. Returns how
 * many there were. Each object goes in a transaction of its own: what goes in one has one revision, and a watch
 * that is cut in the midst of a revision, as the API server does to a slow reader, goes on after it and never
 * learns of the rest.
 */
export async function deleteEach(
  etcd: HttpsClient,
  namespace: string,
  kind: StoredKind,
  signal: AbortSignal,
): Promise<number> {
  const range = { ...rangeOf(kind, namespace), keys_only: true };
  const answer = (await call(etcd, "/v3/kv/range", range, signal)) as {
    readonly kvs?: readonly { readonly key: string }[];
  };
  const keys = (answer.kvs ?? []).map(({ key }) => key);
  await Promise.all(keys.map((key) => call(etcd, "/v3/kv/deleterange", { key }, signal)));
  return keys.length;
}

/** Deletes the events of a namespace in one transaction: no component's work depends on seeing that. */
export async function deleteEvents(etcd: HttpsClient, namespace: string, signal: AbortSignal): Promise<void> {
  await call(etcd, "/v3/kv/deleterange", rangeOf("events", namespace), signal);
}

/**
 * Overwrites an object, without the API server's checks. It is stored as JSON, which the API server reads as well
 * as the protobuf that it writes.
 */
export async function overwrite(
  etcd: HttpsClient,
  namespace: string,
  kind: StoredKind,
  name: string,
  object: unknown,
  signal: AbortSignal,
): Promise<void> {
  const key = Buffer.from(`/registry/${kind}/${namespace}/${name}`).toString("base64");
  const value = Buffer.from(JSON.stringify(object)).toString("base64");
  await call(etcd, "/v3/kv/put", { key, value }, signal);
}
