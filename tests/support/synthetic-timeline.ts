/**
 * Timelines by simple arithmetic, for tests of whatever reads timelines. They are synthetic: shaped like those of
 * a real control plane (token buckets, one scheduling loop, modelled pod start) but measured by nobody.
 */
import type { ContainerTimeline, Timeline, TimelinePoint } from "../../engine/store/stored-run.ts";

export interface SyntheticControlPlane {
  readonly pods: number;
  readonly controllerQps: number;
  readonly controllerBurst: number;
  readonly schedulerQps: number;
  readonly schedulerBurst: number;
}

const cycle = 0.0022;
const source = "synthetic";

/** A number from 0 to 1 that depends on the index alone. */
const jitter = (index: number): number => {
  const wave = Math.sin(index * 12.9898) * 43_758.5453;
  return wave - Math.floor(wave);
};

/** When a token bucket that was full at 0 lets the request with this index (from 0) pass, in seconds. */
const allowed = (index: number, qps: number, burst: number): number => Math.max(0, (index + 1 - burst) / qps);

export function syntheticTimeline(plane: SyntheticControlPlane): Timeline {
  const unpacked = 0.232;
  let schedulerFree = 0;
  const at = (seconds: number, precision = 0.001): TimelinePoint => ({ seconds, source, precision });
  const containers = Array.from({ length: plane.pods }, (_, index): ContainerTimeline => {
    // Seven of the controller's tokens go to events.
    const received =
      unpacked +
      Math.max(0.012 + index * 0.0021, allowed(index + 7, plane.controllerQps, plane.controllerBurst));
    const stored = received + 0.006 + jitter(index) * 0.004;
    const queued = stored + 0.002;
    const scheduling = Math.max(queued + 0.0005, schedulerFree);
    schedulerFree = scheduling + cycle;
    const binding = scheduling + 0.0012;
    const bindingReceived = Math.max(
      binding + 0.001,
      unpacked + allowed(index, plane.schedulerQps, plane.schedulerBurst),
    );
    const bindingStored = bindingReceived + 0.006;
    const delivered = bindingStored + 0.003;
    const running = delivered + 0.9 + jitter(index + 3) * 0.3;
    return {
      job: "empty",
      pod: `empty-${index}`,
      container: "empty",
      node: `worker-${index % 4}`,
      points: {
        "client-start": at(0),
        "job-read": at(0.181),
        "job-received": at(0.204),
        "job-stored": at(0.216),
        "job-enqueued": at(0.219),
        "job-unpacked": at(unpacked),
        "pod-received": at(received),
        "pod-stored": at(stored),
        "pod-queued": at(queued),
        "pod-scheduling": at(scheduling),
        "pod-binding": at(binding),
        "binding-received": at(bindingReceived),
        "binding-stored": at(bindingStored),
        "pod-delivered": at(delivered, 0.002),
        "sandbox-ready": {
          seconds: delivered + (running - delivered) * 0.6,
          source: "plan",
          precision: 0,
          modelled: true,
        },
        "container-running": at(running, 0.002),
      },
    };
  });
  return { startedAt: 1_767_225_600_000, containers, gaps: [] };
}
