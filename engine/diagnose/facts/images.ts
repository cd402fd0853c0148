import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import { isInTurn, pullsOf, rateOfLast, transferOfLast, turnOfLast, type Pull } from "../image-pulls.ts";
import { overlap, total, union, without, type Interval } from "../intervals.ts";
import { nodeBusy } from "../node-busy.ts";
import { quantileOf } from "../numbers.ts";
import { cpuStretches, meanOver, saturated } from "../processor.ts";
import { oncePerTrial, since, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

const refusal = "pull QPS exceeded";
/** Shorter ones are nobody's cause, seconds. */
const longTransfer = 0.5;

/** How images came to the nodes, what the last pod waited for beside its own pull, and how fast that was. */
export function imageFacts(view: TrialView): Readings {
  const pulls = pullsOf(view);
  const origin = view.record.pulls === undefined ? "timeline of images" : "Pulling and Pulled events";
  const of = (read: (all: readonly Pull[]) => number): Reading => known(read(pulls), origin);
  const [waiting, transfer, refused] = [
    of(() => total(turnOfLast(view))),
    transferred(view),
    refusedSeconds(view),
  ];
  return {
    "image-pulls.count": of((all) => all.length),
    "image-pulls.in-turn": known(
      isInTurn(view) ? "yes" : "no",
      "kubelet.serializeImagePulls and maxParallelImagePulls",
    ),
    "image-pulls.at-once": of(atOnce),
    "image-pulls.waiting-seconds": waiting,
    "image-pulls.waiting-share": shareOfDeployment(view, waiting, "by the deployment's time"),
    "image-pulls.p50-seconds": of(
      (all) =>
        quantileOf(
          all.map(({ begun, done }) => done - begun),
          0.5,
        ) ?? 0,
    ),
    "image-pulls.transfer-seconds": transfer,
    "image-pulls.transfer-share": shareOfDeployment(view, transfer, "by the deployment's time"),
    "image-pulls.mb-per-second": known(
      (rateOfLast(view) ?? 0) / 1e6,
      "size and time of the last pod's image in its Pulled event; 0 = no size was told",
    ),
    "image-pulls.node-cores": coresMeanwhile(view),
    "image-pulls.refused": known(refusalsOf(view).length, `events with the words ${refusal}`),
    "image-pulls.refused-seconds": refused,
    "image-pulls.refused-share": shareOfDeployment(view, refused, "by the deployment's time"),
  };
}

function transferred(view: TrialView): Reading {
  const transfer = transferOfLast(view);
  if (saturated(view) === undefined && total(transfer) >= longTransfer)
    return missing("processor use was not sampled: unpacking an image keeps a processor busy too");
  return known(
    total(without(transfer, nodeBusy(view))),
    "pulls of the last pod's image, without the time in which processor or disk was busy",
  );
}

function coresMeanwhile(view: TrialView): Reading {
  const transfer = transferOfLast(view);
  const used = meanOver(
    cpuStretches(view),
    (stretch) => overlap(stretch, transfer),
    ({ cores }) => cores["node"] ?? 0,
  );
  return known(used ?? 0, "processor samples while the last pod's image was pulled");
}

function atOnce(pulls: readonly Pull[]): number {
  const nodes = [...Map.groupBy(pulls, ({ node }) => node).values()];
  const spans = nodes.map((own) => own.map(({ begun, done }) => ({ from: begun, to: done })));
  const busy = spans.reduce((sum, own) => sum + total(union(own)), 0);
  const work = spans.flat().reduce((sum, { from, to }) => sum + to - from, 0);
  return busy === 0 ? 0 : work / busy;
}

function refusalsOf({ record }: TrialView) {
  return record.warnings.filter(({ message }) => message.includes(refusal));
}

/** When the last pod waited for its image after its kubelet had refused it. */
export const refusedPull = oncePerTrial((view): readonly Interval[] => {
  const last = view.record.timeline.containers.at(-1);
  const own = refusalsOf(view).filter(({ object }) => object === last?.pod);
  const from = Math.min(...own.map(({ at }) => since(view, at)));
  return union([{ from, to: last?.points["image-ready"]?.seconds ?? view.window.to }]);
});

function refusedSeconds(view: TrialView): Reading {
  return known(
    total(refusedPull(view)),
    "events of the last pod, from the first refusal until its image is there",
  );
}
