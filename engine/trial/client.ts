import type { V1Job } from "@kubernetes/client-node";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import type { ManifestCall } from "../../experiments/index.ts";
import { clusterVariable, run, type Cluster } from "../../provisioners/index.ts";
import { now } from "../observe/index.ts";
import type { ClientCall } from "./record.ts";
import { TrialError } from "./trial-error.ts";

/** Submits a workload. Everything that users would have done before is done in `prepareClient`. */
export type Submit = () => Promise<readonly ClientCall[]>;

const callDeadlineMs = 600_000;
const connectMs = 10_000;

/**
 * kubectl's whole environment. Left out are the user's own defaults of its flags (~/.kube/kuberc) and whatever changes
 * how a Go program runs (GOGC, GODEBUG, GOMAXPROCS), which would be measured with it. It carries the cluster's mark, so
 * that it is found when Columbo is killed.
 */
function kubectlEnv(cluster: Cluster): Readonly<Record<string, string>> {
  const own = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value !== undefined && (name === "PATH" || name === "HOME" || name.startsWith("XDG_"))
      ? [[name, value]]
      : [],
  );
  return { ...Object.fromEntries(own), KUBERC: "off", [clusterVariable]: cluster.id };
}

export interface ClientRequest {
  readonly kind: "kubectl" | "api";
  readonly cluster: Cluster;
  readonly trial: string;
  readonly calls: readonly ManifestCall[];
  readonly signal: AbortSignal;
  /** Holds the process ids of the calls that are under way. */
  readonly processes: Set<number>;
}

/** Writes the manifests where the client finds them, untimed, and gives the function that is timed. */
export async function prepareClient(request: ClientRequest): Promise<Submit> {
  const { kind, calls } = request;
  const submit = kind === "kubectl" ? await kubectl(request) : await api(request);
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
async function kubectl({ cluster, trial, calls, signal, processes }: ClientRequest): Promise<SubmitCall> {
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
    let started = 0;
    const done = await run(cluster.kubectl, argv, {
      env: kubectlEnv(cluster),
      extendEnv: false,
      deadlineMs: callDeadlineMs,
      signal,
      onStart: (pid) => processes.add((started = pid)),
    });
    processes.delete(started);
    if (done.exitCode !== 0) {
      const said = done.failure ?? done.stderr.split("\n").findLast((line) => line !== "") ?? "nothing";
      throw new TrialError(
        `kubectl apply of call ${index + 1} failed with exit code ${done.exitCode}: ${said}`,
      );
    }
  };
}

/** The same through the API library, without the cost of starting kubectl. */
async function api({ cluster, calls, signal }: ClientRequest): Promise<SubmitCall> {
  const { BatchV1Api, KubeConfig } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromFile(cluster.kubeconfig);
  const batch = config.makeApiClient(BatchV1Api);
  // Opens the connection, as kubectl's warm cache spares it the discovery.
  if (calls.length > 0)
    await Promise.race([
      batch.listNamespacedJob({ namespace: cluster.namespace, limit: 1 }),
      sleep(connectMs, undefined, { signal, ref: false }).then(() => {
        throw new TrialError(`the API server gave no answer to a list of Jobs for ${connectMs / 1000} s`);
      }),
    ]);
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
