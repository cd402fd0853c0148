import { requestShares } from "../../knowledge/index.ts";

/** A Job's first pods are reported in events, each of which is one request (client-go events_cache.go:47). */
const eventsPerJob = 25;

/**
 * The API server's work for so many pods and Jobs in units of one pod's: per Job one read, one creation, two
 * status writes, and an event for each of its first pods.
 */
export function serverUnits({ pods, jobs }: { readonly pods: number; readonly jobs: number }): number {
  const perJob = requestShares["job-read"] + requestShares["job-create"] + 2 * requestShares["job-status"];
  return pods + jobs * perJob + Math.min(pods, eventsPerJob * jobs) * requestShares.event;
}
