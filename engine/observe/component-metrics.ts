import { connectTo, getText } from "./api-request.ts";
import type { ObserverFactory } from "./observer.ts";
import { parseSamples, seriesKey, type Sample } from "./prometheus-text.ts";
import type { MetricDelta } from "../trial/record.ts";

/** Counters and histograms that some fact or report uses (of a gauge there is no growth); a whole /metrics of kube-apiserver has 20,000 samples. */
const wanted =
  /^(rest_client_rate_limiter_duration_seconds|rest_client_requests_total|workqueue_(queue|work)_duration_seconds|apiserver_flowcontrol_(request_wait_duration_seconds|rejected_requests_total|dispatched_requests_total)|apiserver_admission_(controller|webhook)_admission_duration_seconds|apiserver_request_total|etcd_request_duration_seconds|scheduler_(scheduling_attempt_duration_seconds|schedule_attempts_total|framework_extension_point_duration_seconds)|job_controller_job_sync_(duration_seconds|total)|process_cpu_seconds_total)(_bucket|_sum|_count)?$/;

/** How much the components' own counters and histograms grew during the trial. */
export const componentMetrics: ObserverFactory = ({ cluster }) => {
  const connection = connectTo(cluster);
  const read = async (): Promise<ReadonlyMap<string, readonly Sample[]>> =>
    new Map(
      await Promise.all(
        cluster.endpoints.map(async ({ component, url }) => {
          const text = await getText(connection, `${url}/metrics`, 10_000);
          return [component, parseSamples(text, (name) => wanted.test(name))] as const;
        }),
      ),
    );
  let before: ReadonlyMap<string, readonly Sample[]> = new Map();
  return {
    name: "component metrics",
    async begin() {
      before = await read();
    },
    async end() {
      const after = await read().finally(() => {
        connection.destroy();
      });
      return {
        metrics: cluster.endpoints.flatMap(({ component }) =>
          deltas(component, before.get(component) ?? [], after.get(component) ?? []),
        ),
      };
    },
  };
};

function deltas(
  component: MetricDelta["component"],
  before: readonly Sample[],
  after: readonly Sample[],
): MetricDelta[] {
  const old = new Map(before.map((sample) => [seriesKey(sample), sample.value]));
  return after.flatMap((sample) => {
    const delta = sample.value - (old.get(seriesKey(sample)) ?? 0);
    const { name, labels } = sample;
    return delta === 0 || !Number.isFinite(delta) ? [] : [{ component, name, labels, delta }];
  });
}
