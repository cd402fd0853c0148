import type { V1Job } from "@kubernetes/client-node";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ManifestCall } from "../../experiments/index.ts";
import { run, type Cluster } from "../../provisioners/index.ts";
import { now } from "../observe/index.ts";
import type { ClientCall } from "./record.ts";
import { TrialError } from "./trial-error.ts";

/** Submits a workload. Everything that users would have done before is done in `prepareClient`. */
export type Submit = () => Promise<readonly ClientCall[]>;

const callDeadlineMs = 600_000;
/** Without the user's own defaults of kubectl's flags (~/.kube/kuberc), which would be measured with it. */
const kubectlEnv = { KUBERC: "off" };

/** Writes the manifests where the client finds them, untimed, and gives the function that is timed. */
export async function prepareClient(
  kind: "kubectl" | "api",
  cluster: Cluster,
  trial: string,
  calls: readonly ManifestCall[],
  signal: AbortSignal,
): Promise<Submit> {
  const submit =
    kind === "kubectl" ? await kubectl(cluster, trial, calls, signal) : await api(cluster, calls);
  return () =>
    Promise.all(
      calls.map(async (call, index) => {
        const startedAt = now();
        await submit(call, index);
        const jobs = call.objects.map(({ metadata }) => metadata.name);
        return { startedAt, finishedAt: now(), jobs };
      }),
    );
}

type SubmitCall = (call: ManifestCall, index: number) => Promise<void>;

/** One `kubectl apply` per call, all started at once, each on a folder of its own. */
async function kubectl(
  cluster: Cluster,
  trial: string,
  calls: readonly ManifestCall[],
  signal: AbortSignal,
): Promise<SubmitCall> {
  const folderOf = (index: number): string => join(cluster.scratch, trial, `call-${index + 1}`);
  for (const [index, call] of calls.entries()) {
    const folder = folderOf(index);
    await mkdir(folder, { recursive: true });
    for (const [place, object] of call.objects.entries())
      await writeFile(join(folder, `app-${place + 1}.yaml`), stringify(object));
  }
  const common = ["--kubeconfig", cluster.kubeconfig, "--cache-dir", join(cluster.scratch, "kubectl-cache")];
  return async (_call, index) => {
    const argv = [...common, "apply", "-n", cluster.namespace, "-f", folderOf(index)];
    const done = await run(cluster.kubectl, argv, { env: kubectlEnv, deadlineMs: callDeadlineMs, signal });
    if (done.exitCode !== 0) {
      const said = done.failure ?? done.stderr.split("\n").findLast((line) => line !== "") ?? "nothing";
      throw new TrialError(
        `kubectl apply of call ${index + 1} failed with exit code ${done.exitCode}: ${said}`,
      );
    }
  };
}

/** The same through the API library, without the cost of starting kubectl. */
async function api(cluster: Cluster, calls: readonly ManifestCall[]): Promise<SubmitCall> {
  const { BatchV1Api, KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfig);
  const batch = config.makeApiClient(BatchV1Api);
  // Opens the connection, as kubectl's warm cache spares it the discovery.
  if (calls.length > 0) await batch.listNamespacedJob({ namespace: cluster.namespace, limit: 1 });
  return async (call) => {
    for (const body of call.objects) {
      // The library's types are mutable; it does not change what it sends.
      await batch
        .createNamespacedJob({ namespace: cluster.namespace, body: body as unknown as V1Job })
        .catch((error: unknown) => {
          throw new TrialError(`the API server refused a Job: ${String(error)}`, { cause: error });
        });
    }
  };
}
