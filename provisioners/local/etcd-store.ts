import { expectSuccess } from "./api.ts";
import type { HttpsClient } from "./https-client.ts";

/** Kinds of objects that a trial leaves in its namespace, by their key in etcd. */
export type StoredKind = "pods" | "jobs" | "events";

/**
 * The key range of all objects of a kind in a namespace: from the prefix to the prefix with its last byte
 * raised, as etcd's own clients do it. Source: kube-apiserver's default --etcd-prefix, /registry.
 */
function rangeOf(kind: StoredKind, namespace: string): { readonly key: string; readonly range_end: string } {
  const key = Buffer.from(`/registry/${kind}/${namespace}/`);
  const end = Buffer.from(key);
  end[end.length - 1] = (end.at(-1) ?? 0) + 1;
  return { key: key.toString("base64"), range_end: end.toString("base64") };
}

async function call(etcd: HttpsClient, path: string, body: unknown, signal: AbortSignal): Promise<unknown> {
  return JSON.parse(expectSuccess(await etcd.send("POST", path, { body, signal }), `etcd ${path}`));
}

/**
 * Deletes objects behind the API server's back, all of them in one transaction; its watches deliver it to
 * everybody. Returns how many there were.
 */
export async function deleteStored(
  etcd: HttpsClient,
  namespace: string,
  kinds: readonly StoredKind[],
  signal: AbortSignal,
): Promise<number> {
  const success = kinds.map((kind) => ({ requestDeleteRange: rangeOf(kind, namespace) }));
  const answer = (await call(etcd, "/v3/kv/txn", { success }, signal)) as {
    readonly responses?: readonly { readonly response_delete_range?: { readonly deleted?: string } }[];
  };
  return (answer.responses ?? []).reduce(
    (sum, { response_delete_range: range }) => sum + Number(range?.deleted ?? 0),
    0,
  );
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
