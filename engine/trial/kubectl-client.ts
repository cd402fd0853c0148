import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { clusterVariable, run, type Cluster } from "../../provisioners/index.ts";
import type { Stamp } from "../timeline/index.ts";
import { answered, type Client, type ClientRequest } from "./client-request.ts";
import { kubectlError, requestVerbosity, roundTripsIn, sentJobs } from "./kubectl-log.ts";
import { TrialError } from "./trial-error.ts";

const callDeadlineMs = 600_000;

/** Variables of Go programs that would be measured with them. */
const ofGo = /^GO[A-Z]/;

/**
 * kubectl's whole environment. Left out are the user's own defaults of its flags (~/.kube/kuberc) and whatever changes
 * how a Go program runs (GOGC, GODEBUG, GOMAXPROCS), which would be measured with it. It carries the cluster's mark, so
 * that it is found when Columbo is killed. On a cluster that is not Columbo's the rest of the user's environment stays:
 * proxies, and what the programs need that give out its credentials.
 */
function kubectlEnv(cluster: Cluster): Readonly<Record<string, string>> {
  const own = Object.entries(process.env).flatMap(([name, value]): [string, string][] =>
    value !== undefined &&
    (cluster.readOnly === true
      ? !ofGo.test(name)
      : name === "PATH" || name === "HOME" || name.startsWith("XDG_"))
      ? [[name, value]]
      : [],
  );
  // The stamps in its log name no zone.
  return { ...Object.fromEntries(own), KUBERC: "off", TZ: "UTC", [clusterVariable]: cluster.id };
}

/** One `kubectl apply` per call, all started at once, each on a folder of its own. */
export async function kubectlClient(request: ClientRequest): Promise<Client> {
  const { cluster, trial, calls, signal, processes, observe } = request;
  const folderOf = (index: number): string => join(cluster.scratch, trial, `call-${index + 1}`);
  for (const [index, call] of calls.entries()) {
    const folder = folderOf(index);
    await mkdir(folder, { recursive: true });
    for (const [place, object] of call.objects.entries())
      await writeFile(join(folder, `app-${place + 1}.yaml`), stringify(object));
  }
  const common = [
    ...["--kubeconfig", cluster.kubeconfig, "--cache-dir", join(cluster.scratch, "kubectl-cache")],
    ...(observe ? [`-v=${requestVerbosity}`] : []),
  ];
  return {
    close: () => undefined,
    async submit(_call, index) {
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
      if (done.exitCode !== 0)
        throw new TrialError(
          `kubectl apply of call ${index + 1} failed with exit code ${done.exitCode}: ${done.failure ?? kubectlError(done.stderr)}`,
        );
      const known = { source: "kubectl's log", precision: 0.001 };
      const stamps = sentJobs(done.stderr, Date.now()).flatMap(({ job, at, answeredAt }): Stamp[] => [
        { point: "job-sent", job, at, ...known },
        ...(answeredAt === undefined ? [] : answered({ job, at: answeredAt, ...known })),
      ]);
      return { stamps, ...(observe ? { roundTrips: roundTripsIn(done.stderr) } : {}) };
    },
  };
}
