import { ProvisionError } from "../errors.ts";
import { happens } from "../local/wait-until.ts";
import type { ExistingApi } from "./api.ts";

/** Marks a namespace as made by Columbo, with the id of the cluster whose ledger entry names it. */
const ownerLabel = "columbo/cluster";

const patience = { everyMs: 250, deadlineMs: 120_000 } as const;

/** Makes a namespace that is marked as this cluster's own. */
export async function createNamespace(
  api: ExistingApi,
  name: string,
  cluster: string,
  signal: AbortSignal,
): Promise<void> {
  const labels = { "app.kubernetes.io/managed-by": "columbo", [ownerLabel]: cluster };
  await api.send("POST", "/api/v1/namespaces", {
    what: `making namespace ${name}`,
    body: { apiVersion: "v1", kind: "Namespace", metadata: { name, labels } },
    signal,
  });
}

/** Waits until pods can be created in a new namespace: not before it has its service account. */
export async function namespaceIsReady(api: ExistingApi, name: string, signal: AbortSignal): Promise<void> {
  const path = `/api/v1/namespaces/${name}/serviceaccounts/default`;
  const what = `looking for the service account of namespace ${name}`;
  // Without the right to look it is given time to appear; pods are tried again anyway.
  await happens(async () => (await api.find(path, { what, signal })) !== undefined, {
    everyMs: 100,
    deadlineMs: 5000,
    signal,
  });
}

/**
 * Removes a namespace that is marked as this cluster's own, with all that is in it, and waits until it is gone.
 * @returns false when it is not marked so, or not there: it is left as it is then
 * @throws ProvisionError when it is not gone after two minutes
 */
export async function removeNamespace(
  api: ExistingApi,
  name: string,
  cluster: string,
  signal: AbortSignal,
): Promise<boolean> {
  const path = `/api/v1/namespaces/${name}`;
  const what = `removing namespace ${name}`;
  const isOwn = async (): Promise<boolean> => {
    const found = (await api.find(path, { what, signal })) as
      { readonly metadata: { readonly labels?: Readonly<Record<string, string>> } } | undefined;
    return found?.metadata.labels?.[ownerLabel] === cluster;
  };
  if (!(await isOwn())) return false;
  await api.send("DELETE", path, { what, signal });
  if (await happens(async () => !(await isOwn()), { ...patience, signal })) return true;
  throw new ProvisionError(
    `${what} was asked for and is not done after ${patience.deadlineMs / 1000} s: look at its finalizers`,
    4,
  );
}
