import type { RecordedCase } from "./support/case.ts";
import { delayed } from "./support/lay-over.ts";
import { lifted } from "./support/limits.ts";
import { planOfReport } from "./support/plan.ts";
import { simulateReport } from "./support/simulate.ts";

const images = 10;
const bytes = 1804 * 2 ** 20;
/** All pulls one after the other. */
const serial = 65.8;
const plan = planOfReport({
  kubernetes: "v1.34.4",
  nodes: { kind: "real", count: 1, cores: 8 },
  workload: { instances: images },
  settings: lifted,
});

const base = simulateReport(plan);
const record = delayed(base.record, "image-ready", (place) => (serial / images) * (place + 1), 0.23);
const { startedAt } = record.timeline;

/** A pull begins when the one before has ended, though all were wanted within a second. */
const pulls = record.timeline.containers.map(({ pod, points }, place) => {
  const wantedAt = startedAt + (points["sandbox-ready"]?.seconds ?? 0) * 1000;
  const finishedAt = wantedAt + (serial / images) * (place + 1) * 1000;
  return {
    ...{ pod, node: "worker-0", image: `registry.example.org/platform/part-${String(place)}:1.0` },
    ...{ wantedAt, finishedAt, seconds: serial / images, bytes: bytes / images },
  };
});

export const serialImagePulls: RecordedCase = {
  id: 24,
  title: "Ten images are pulled one after the other, though together they come in less than half the time",
  source: "https://github.com/deckhouse/deckhouse/pull/20415",
  reported: "Ten images, 1804 MiB: 65.8 s in turn (27.6 MiB/s), 29.2 s at once (62.0 MiB/s); five runs each.",
  plan,
  model: base.model,
  record: { ...record, pulls },
  cause: "kubelet/serial-image-pulls",
  suggests: ["kubelet.serializeImagePulls"],
  refused: ["kubelet/registry-pull-limit", "node/cpu-saturated", "kubelet.kubeAPIQPS"],
};
