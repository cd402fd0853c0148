import type { RecordedCase } from "./support/case.ts";
import { kubeletFivePerSecond } from "./01-kubelet-five-per-second.ts";
import { hundredPods } from "./02-hundred-pods-on-a-node.ts";
import { requestBudget } from "./03-request-budget.ts";
import { runtimeSwitch } from "./04-runtime-switch.ts";
import { volumeLookups } from "./05-volume-lookups.ts";
import { schedulerThroughput } from "./07-scheduler-throughput.ts";
import { thousandReplicas } from "./08-thousand-replicas-on-kwok.ts";
import { schedulerUnderChurn } from "./09-scheduler-under-churn.ts";
import { operatorClient } from "./11-operator-client.ts";
import { listsStarvePods } from "./12-lists-starve-pods.ts";
import { eventStorm } from "./14-event-storm.ts";
import { etcdWal } from "./15-etcd-wal.ts";
import { webhookTimeout } from "./17-webhook-timeout.ts";
import { jobStatusLate } from "./19-job-status-late.ts";
import { topologySpread } from "./20-topology-spread.ts";
import { limitRange } from "./22-limit-range.ts";
import { serialImagePulls } from "./24-serial-image-pulls.ts";
import { cniEndpointLimit } from "./26-cni-endpoint-limit.ts";
import { containerNameReserved } from "./28-container-name-reserved.ts";
import { fsGroup } from "./30-fs-group.ts";
import { tokenVolumes } from "./31-token-volumes-at-the-edge.ts";
import { readinessProbe } from "./32-readiness-probe.ts";
import { ipvsUpdates } from "./34-ipvs-updates.ts";

/** All recorded cases, by number. */
export const cases: readonly RecordedCase[] = [
  kubeletFivePerSecond,
  hundredPods,
  requestBudget,
  runtimeSwitch,
  volumeLookups,
  schedulerThroughput,
  thousandReplicas,
  schedulerUnderChurn,
  operatorClient,
  listsStarvePods,
  eventStorm,
  etcdWal,
  webhookTimeout,
  jobStatusLate,
  topologySpread,
  limitRange,
  serialImagePulls,
  cniEndpointLimit,
  containerNameReserved,
  fsGroup,
  tokenVolumes,
  readinessProbe,
  ipvsUpdates,
];
