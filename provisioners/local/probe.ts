import { expectSuccess } from "./api.ts";
import type { HttpsClient } from "./https-client.ts";
import { waitUntil, type Patience } from "./wait-until.ts";

const name = "columbo-probe";

function probeJob(suspend: boolean): unknown {
  const container = {
    name: "probe",
    image: "docker.io/columbo/pause:1",
    resources: { requests: { cpu: "1m", memory: "1Mi" } },
  };
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: { name },
    spec: {
      suspend,
      template: { spec: { restartPolicy: "Never", containers: [container] } },
    },
  };
}

interface JobStatus {
  readonly status: {
    readonly ready?: number;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/**
 * Resolves once Jobs get done: after a start of kube-controller-manager ("controller") when the job controller has
 * answered to a suspended Job, which also makes it fetch its token; after a start of kube-apiserver ("pod") when a
 * pod of a Job runs and its Job knows, for which every component must have found the API server again.
 * The Job stays behind.
 */
export async function probeJobPath(
  kind: "controller" | "pod",
  api: HttpsClient,
  namespace: string,
  { signal, slowness }: Pick<Patience, "signal" | "slowness">,
): Promise<void> {
  const jobs = `/apis/batch/v1/namespaces/${namespace}/jobs`;
  const body = probeJob(kind === "controller");
  expectSuccess(
    await api.send("POST", jobs, { body, signal }),
    "creating a Job to see whether Jobs get done",
  );
  const answered = async () => {
    const answer = await api.send("GET", `${jobs}/${name}`, { signal });
    const { status } = JSON.parse(expectSuccess(answer, "reading a Job")) as JobStatus;
    if (kind === "pod") return status.ready === 1;
    return status.conditions?.some(({ type }) => type === "Suspended") === true;
  };
  await waitUntil("the answer to a Job", answered, { everyMs: 20, deadlineMs: 60_000, signal, slowness });
}
