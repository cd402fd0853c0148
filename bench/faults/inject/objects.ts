import type { Cluster } from "../../../provisioners/index.ts";
import { createHttpsClient } from "../../../provisioners/local/https-client.ts";
import type { Injection } from "../fault.ts";

/** An object of the API and the path of its collection. */
export interface Made {
  readonly collection: string;
  readonly object: Readonly<Record<string, unknown>>;
}

const atOnce = 16;

/**
 * Makes objects, some side by side when there are many; those of the same collection in any order, the collections in the
 * given one.
 * @throws Error when the API server does not take one
 */
export async function objectsMade(cluster: Cluster, objects: readonly Made[]): Promise<Injection> {
  const api = createHttpsClient(cluster.apiServer, cluster.identity);
  try {
    for (const [collection, same] of Map.groupBy(objects, (made) => made.collection)) {
      const left = same.map(({ object }) => object);
      const workers = Array.from({ length: Math.min(atOnce, left.length) }, async () => {
        for (let body = left.pop(); body !== undefined; body = left.pop()) {
          const { status, body: text } = await api.send("POST", collection, { body });
          if (status !== 201) throw new Error(`${collection} answered ${String(status)}: ${text}`);
        }
      });
      await Promise.all(workers);
    }
  } finally {
    api.close();
  }
  // They go with the cluster, which is there for this one fault.
  return { remove: () => Promise.resolve() };
}
