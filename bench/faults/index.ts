import type { Fault } from "./fault.ts";
import { oneCallEach } from "./client/one-call-each.ts";
import { apiServerQuota } from "./control-plane/api-server-quota.ts";
import { oneSeat } from "./control-plane/one-seat.ts";
import { clientWithoutPause } from "./control-plane/other-client.ts";
import { pluginCost } from "./control-plane/plugin-cost.ts";
import { slowDisk } from "./control-plane/slow-disk.ts";
import { silentWebhook, slowWebhook } from "./control-plane/webhooks.ts";
import { healthyConfigurations } from "./healthy/configurations.ts";
import { bothClients } from "./limits/both-clients.ts";
import { controllerClient } from "./limits/controller-client.ts";
import { jobWorkers } from "./limits/job-workers.ts";
import { schedulerClient } from "./limits/scheduler-client.ts";
import { distantClient } from "./network/distant-client.ts";
import { imagesInTurn, refusedPulls } from "./node/images.ts";
import { kubeletClient } from "./node/kubelet-client.ts";
import { refusingNetworkPlugin, slowNetworkPlugin } from "./node/network-plugin.ts";
import { busyNode } from "./node/other-work.ts";
import { slowNodeDisk } from "./node/slow-disk.ts";
import { slowImage } from "./node/slow-image.ts";
import { controllerClientAndCalls } from "./pairs/controller-client-and-calls.ts";
import { controllerClientAndWebhook } from "./pairs/controller-client-and-webhook.ts";
import { schedulerClientAndDistance } from "./pairs/scheduler-client-and-distance.ts";
import { missingLabel, taint } from "./scheduling/no-match.ts";
import { oneNodeOfThree } from "./scheduling/one-node-of-three.ts";
import { fewSeats, limitRangeDefault, requestedMemory } from "./scheduling/room.ts";
import { cpuLimit } from "./workload/cpu-limit.ts";
import { fewAtOnce } from "./workload/few-at-once.ts";
import { memoryLimit } from "./workload/memory-limit.ts";
import { projectedVolume } from "./workload/projected-volume.ts";
import { readinessProbe } from "./workload/readiness-probe.ts";
import { volumeOwnership } from "./workload/volume-ownership.ts";

/** All faults, in the order of the table. */
export const faults: readonly Fault[] = [
  controllerClient,
  schedulerClient,
  oneCallEach,
  jobWorkers,
  distantClient,
  oneNodeOfThree,
  busyNode,
  slowDisk,
  apiServerQuota,
  clientWithoutPause,
  oneSeat,
  slowWebhook,
  silentWebhook,
  pluginCost,
  kubeletClient,
  imagesInTurn,
  refusedPulls,
  slowImage,
  slowNetworkPlugin,
  refusingNetworkPlugin,
  slowNodeDisk,
  cpuLimit,
  projectedVolume,
  readinessProbe,
  volumeOwnership,
  limitRangeDefault,
  requestedMemory,
  fewSeats,
  missingLabel,
  taint,
  memoryLimit,
  fewAtOnce,
  bothClients,
  controllerClientAndWebhook,
  controllerClientAndCalls,
  schedulerClientAndDistance,
  ...healthyConfigurations,
];
