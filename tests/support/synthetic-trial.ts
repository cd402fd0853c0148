/**
 * Trial records by arithmetic, for tests of whatever judges trials: token buckets that reserve as
 * golang.org/x/time/rate does, slow-start batches, one scheduling loop. Nothing in them was measured.
 */
import type { Plan } from "../../experiments/index.ts";
import type { Component, Setting } from "../../knowledge/index.ts";
import type { ContainerTimeline, TimelinePoint } from "../../engine/timeline/timeline.ts";
import type {
  AuditedRequest,
  ClientCall,
  CpuSample,
  MetricDelta,
  TokenWait,
  TrialRecord,
} from "../../engine/trial/record.ts";

export interface SyntheticSetup {
  readonly jobs: number;
  readonly podsPerJob: number;
  /** Client calls: one for all Jobs, or one for each. */
  readonly calls: "one" | "each";
  /** Seconds of a client call before its first request. */
  readonly callSeconds: number;
  /** Limits of the job controller's client. */
  readonly controller: { readonly qps: number; readonly burst: number };
  readonly scheduler: { readonly qps: number; readonly burst: number };
  /** Seconds that the API server takes for a write; also the least time between two of one sender. */
  readonly service: number;
  /** Seconds that the API server takes to store a Job. */
  readonly jobService: number;
  /** Seconds from a pod's delivery to its node until it runs. */
  readonly podStart: number;
  /** Busy share of the host at a second of the deployment. */
  readonly busy: (second: number) => number;
  /** Parts of the used processor time by component. */
  readonly users: Readonly<Record<string, number>>;
  /** Seconds that a Job waits for a worker, by its index, and seconds that all workers worked in all. */
  readonly queued: (job: number) => number;
  readonly worked: number;
  /** Mean wait for a seat of the API server, seconds. */
  readonly seatWait: number;
}

const defaults: SyntheticSetup = {
  jobs: 1,
  podsPerJob: 100,
  calls: "one",
  callSeconds: 0.25,
  controller: { qps: 20, burst: 30 },
  scheduler: { qps: 50, burst: 100 },
  service: 0.004,
  jobService: 0.004,
  podStart: 0.5,
  busy: () => 0.3,
  users: {
    "kube-apiserver": 0.4,
    etcd: 0.15,
    "kube-controller-manager": 0.1,
    "kube-scheduler": 0.1,
    kwok: 0.15,
  },
  queued: () => 0.002,
  worked: 0.1,
  seatWait: 0.00001,
};

const startedAt = 1_780_000_000_000;
const epoch = (seconds: number): number => startedAt + seconds * 1000;
const cores = 2;

/** The plan that synthetic trials were "measured" under. */
export const syntheticPlan = {
  hash: "5".repeat(64),
  kubernetes: "v1.34.4",
  workload: {},
  nodes: [],
} as unknown as Plan;

function bucket({ qps, burst }: { readonly qps: number; readonly burst: number }): (at: number) => number {
  let tokens = burst;
  let last = 0;
  return (at) => {
    const now = Math.max(at, last);
    tokens = Math.min(burst, tokens + (now - last) * qps) - 1;
    last = now;
    return tokens >= 0 ? at : now - tokens / qps;
  };
}

/** A trial record of a deployment with these properties. */
export function syntheticTrial(change: Partial<SyntheticSetup> = {}): TrialRecord {
  const setup = { ...defaults, ...change };
  const requests: AuditedRequest[] = [];
  const waits: TokenWait[] = [];
  const sums = new Map<Component, { sum: number; count: number }>();
  const containers: ContainerTimeline[] = [];
  const calls: ClientCall[] = [];
  const take = { controller: bucket(setup.controller), scheduler: bucket(setup.scheduler) };

  const send = (component: Component, url: string, called: number, sent: number): void => {
    const total = sums.get(component) ?? { sum: 0, count: 0 };
    sums.set(component, { sum: total.sum + sent - called, count: total.count + 1 });
    if (sent - called > 0.05)
      waits.push({ component, verb: "POST", url, sentAt: epoch(sent), waited: (sent - called) * 1000 });
  };
  const request = (user: string, resource: string, name: string, at: number, latency: number): void => {
    requests.push({
      verb: "create",
      resource,
      user,
      name,
      receivedAt: epoch(at),
      latency: latency * 1000,
      code: 201,
    });
  };

  let schedulerFree = 0;
  let clientFree = 0;
  for (let job = 0; job < setup.jobs; job += 1) {
    const name = `job-${job}`;
    const callStart = clientFree;
    if (job === 0 || setup.calls === "each") clientFree += setup.callSeconds;
    const received = clientFree;
    clientFree += setup.jobService;
    if (job === 0 || setup.calls === "each")
      calls.push({ startedAt: epoch(callStart), finishedAt: epoch(clientFree), jobs: [name] });
    request("columbo", "jobs", name, received, setup.jobService);
    const stored = received + setup.jobService;
    const enqueued = stored + 0.001;
    const unpacked = enqueued + setup.queued(job);

    let left = setup.podsPerJob;
    let batchStart = unpacked;
    for (let batch = 1; left > 0; batch *= 2) {
      const size = Math.min(batch, left);
      left -= size;
      let batchEnd = batchStart;
      for (let member = 0; member < size; member += 1) {
        const pod = `${name}-${setup.podsPerJob - left - size + member}`;
        const called = batchStart + member * 0.0005;
        const created = take.controller(called);
        send(
          "kube-controller-manager",
          "https://127.0.0.1:6443/api/v1/namespaces/trial/pods",
          called,
          created,
        );
        request("system:serviceaccount:kube-system:job-controller", "pods", pod, created, setup.service);
        const podStored = created + setup.service;
        batchEnd = Math.max(batchEnd, podStored);
        const queued = podStored + 0.001;
        const scheduling = Math.max(queued + 0.0002, schedulerFree);
        schedulerFree = scheduling + 0.0015;
        const bound = take.scheduler(schedulerFree);
        send(
          "kube-scheduler",
          `https://127.0.0.1:6443/api/v1/namespaces/trial/pods/${pod}/binding`,
          schedulerFree,
          bound,
        );
        request("system:kube-scheduler", "pods/binding", pod, bound, setup.service);
        const delivered = bound + setup.service + 0.001;
        containers.push({
          job: name,
          pod,
          container: "empty",
          node: `worker-${containers.length % 4}`,
          points: {
            "client-start": at(0, "Columbo's clock"),
            "job-received": at(received, "audit log"),
            "job-stored": at(stored, "audit log"),
            "job-enqueued": at(enqueued, "kube-controller-manager log"),
            "job-unpacked": at(unpacked, "kube-controller-manager log"),
            "pod-received": at(created, "audit log"),
            "pod-stored": at(podStored, "audit log"),
            "pod-queued": at(queued, "kube-scheduler log"),
            "pod-scheduling": at(scheduling, "kube-scheduler log"),
            "pod-binding": at(schedulerFree, "kube-scheduler log"),
            "binding-received": at(bound, "audit log"),
            "binding-stored": at(bound + setup.service, "audit log"),
            "pod-delivered": at(delivered, "pod watch"),
            "sandbox-ready": { ...at(delivered + setup.podStart * 0.78, "model"), modelled: true },
            "container-running": { ...at(delivered + setup.podStart, "pod watch"), modelled: true },
          },
        });
      }
      batchStart = batchEnd;
    }
  }
  containers.sort((a, b) => ran(a) - ran(b));
  const deploymentSeconds = ran(containers.at(-1)!);
  return {
    schema: 1,
    plan: syntheticPlan.hash,
    label: "synthetic",
    settings: settingsOf(setup),
    cores,
    deploymentSeconds,
    timeline: { startedAt, containers, gaps: [] },
    requests,
    waits,
    metrics: metricsOf(setup, sums, requests.length),
    cpu: samplesOf(setup, deploymentSeconds),
    calls,
    warnings: [],
  };
}

const at = (seconds: number, source: string): TimelinePoint => ({ seconds, source, precision: 0.00001 });
const ran = ({ points }: ContainerTimeline): number => points["container-running"]?.seconds ?? 0;

function settingsOf({ controller, scheduler }: SyntheticSetup): Setting[] {
  const all = [
    { parameter: "kube-controller-manager.kube-api-qps", value: controller.qps, stock: 20 },
    { parameter: "kube-controller-manager.kube-api-burst", value: controller.burst, stock: 30 },
    { parameter: "kube-scheduler.clientConnection.qps", value: scheduler.qps, stock: 50 },
    { parameter: "kube-scheduler.clientConnection.burst", value: scheduler.burst, stock: 100 },
  ];
  return all
    .filter(({ value, stock }) => value !== stock)
    .map(({ parameter, value }) => ({ parameter, value }));
}

function metricsOf(
  setup: SyntheticSetup,
  sums: ReadonlyMap<Component, { readonly sum: number; readonly count: number }>,
  requests: number,
): MetricDelta[] {
  const histogram = (
    component: Component,
    name: string,
    labels: Readonly<Record<string, string>>,
    sum: number,
    count: number,
  ): MetricDelta[] => [
    { component, name: `${name}_sum`, labels, delta: sum },
    { component, name: `${name}_count`, labels, delta: count },
  ];
  return [
    ...[...sums].flatMap(([component, { sum, count }]) =>
      histogram(
        component,
        "rest_client_rate_limiter_duration_seconds",
        { verb: "POST", host: "127.0.0.1:6443" },
        sum,
        count,
      ),
    ),
    ...histogram(
      "kube-controller-manager",
      "workqueue_queue_duration_seconds",
      { name: "job" },
      setup.queued(setup.jobs - 1) * setup.jobs,
      setup.jobs,
    ),
    ...histogram(
      "kube-controller-manager",
      "workqueue_work_duration_seconds",
      { name: "job" },
      setup.worked,
      setup.jobs,
    ),
    ...histogram(
      "kube-apiserver",
      "apiserver_flowcontrol_request_wait_duration_seconds",
      { priority_level: "workload-high", flow_schema: "kube-scheduler", execute: "true" },
      setup.seatWait * requests,
      requests,
    ),
  ];
}

function samplesOf({ busy, users }: SyntheticSetup, end: number): CpuSample[] {
  const count = Math.ceil(end / 0.25) + 1;
  return Array.from({ length: count }, (_, index) => {
    const hostBusy = busy(index * 0.25);
    return {
      at: epoch((index + 1) * 0.25),
      hostBusy,
      cores: Object.fromEntries(
        Object.entries(users).map(([name, share]) => [name, share * hostBusy * cores]),
      ),
    };
  });
}
