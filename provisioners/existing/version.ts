import { ProvisionError } from "../errors.ts";
import type { ExistingApi } from "./api.ts";

/**
 * The API server's version without what a vendor adds, for example v1.34.4 of v1.34.4-gke.100. Every user may ask.
 * @throws ProvisionError when it does not answer, does not know who asks, or is no Kubernetes
 */
export async function serverVersion(api: ExistingApi, signal: AbortSignal): Promise<string> {
  const answer = (await api.send("GET", "/version", {
    what: "asking the API server for its version",
    signal,
  })) as {
    readonly gitVersion?: unknown;
  };
  const [version] = /^v\d+\.\d+\.\d+/.exec(String(answer.gitVersion)) ?? [];
  if (version !== undefined) return version;
  throw new ProvisionError(
    `expected a version such as v1.34.4 of the API server, got ${JSON.stringify(answer.gitVersion ?? "")}`,
    3,
  );
}
