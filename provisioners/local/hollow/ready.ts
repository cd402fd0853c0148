import { readList } from "../api.ts";
import type { HttpsClient } from "../https-client.ts";
import { waitUntil } from "../wait-until.ts";

interface Lease {
  readonly metadata: { readonly name: string };
  readonly spec: { readonly renewTime?: string };
}

/**
 * Resolves when kubelets that were started again have said so with their node's lease, which they renew as soon as
 * they run. `since` is in milliseconds since the epoch.
 */
export async function heardFrom(
  api: HttpsClient,
  names: readonly string[],
  since: number,
  signal: AbortSignal,
): Promise<void> {
  const path = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
  const all = async () => {
    const leases = await readList<Lease>(api, path, signal);
    const renewed = new Map(
      leases.map(({ metadata, spec }) => [metadata.name, Date.parse(spec.renewTime ?? "")]),
    );
    return names.every((name) => (renewed.get(name) ?? 0) >= since);
  };
  await waitUntil("the hollow nodes' return", all, { everyMs: 50, deadlineMs: 60_000, signal });
}
