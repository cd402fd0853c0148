import type { Action } from "../kernel/time-heap.ts";
import { createLatency } from "../stations/delay.ts";
import type { ApiServer } from "./api-server.ts";
import type { JobState, World } from "./world.ts";

/**
 * The client: every call starts a program of its own (all calls at time 0, so they fight for the cores), which
 * then asks for and creates its Jobs one after the other.
 * @param stored what happens when a Job is in etcd
 */
export function startClient(
  { kernel, random, service, programs }: World,
  request: ApiServer,
  calls: readonly (readonly JobState[])[],
  stored: (job: JobState) => void,
): void {
  const { latency, workPerCall } = service;
  // Work beyond the measured latency went on beside it (a second thread, an answer that nobody waited for).
  const clientWork = Math.min(workPerCall.client, latency.clientStart);
  const serverWork = Math.min(workPerCall.server, latency.clientStart - clientWork);
  const start = createLatency(kernel, random, latency.clientStart - clientWork - serverWork);
  const prepareFirst = createLatency(kernel, random, Math.max(0, latency.clientPrepare - latency.clientNext));

  const nothing: Action = () => undefined;

  const create = (jobs: readonly JobState[], index: number): void => {
    const job = jobs[index];
    if (job === undefined) return;
    job.readAt = kernel.now();
    request("job-read", () => {
      const send = (): void => {
        job.receivedAt = kernel.now();
        request("job-create", () => {
          job.storedAt = kernel.now();
          stored(job);
          create(jobs, index + 1);
        });
      };
      if (index === 0) prepareFirst(send);
      else send();
    });
  };
  for (const jobs of calls) {
    programs.client.run(workPerCall.client - clientWork, nothing);
    programs.client.run(clientWork, () => {
      programs.server.run(workPerCall.server - serverWork, nothing);
      programs.server.run(serverWork, () => {
        start(() => {
          create(jobs, 0);
        });
      });
    });
  }
}
