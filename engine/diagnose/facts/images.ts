import { derived, known, missing, type Reading, type Readings } from "../fact-set.ts";
import { total, union, without, type Interval } from "../intervals.ts";
import { between, podsOnKubelets } from "../nodes.ts";
import { quantileOf } from "../numbers.ts";
import { oncePerTrial, settingText, since, type TrialView } from "../trial-view.ts";

/** One pull as the facts see it: wanted, begun, done. Seconds since the client started. */
interface Pull {
  readonly pod: string;
  readonly node: string;
  readonly wanted: number;
  readonly begun: number;
  readonly done: number;
}

const refusal = "pull QPS exceeded";
/** What is shorter is a look whether the image is there. */
const shortestPull = 0.05;

/** How images came to the nodes, and what the last pod waited for beside its own pull. */
export function imageFacts(view: TrialView): Readings {
  const pulls = pullsOf(view);
  const inTurn = isInTurn(view);
  const origin = view.record.pulls === undefined ? "timeline of images" : "Pulling and Pulled events";
  const waiting = "unknown" in pulls ? missing(pulls.unknown) : known(total(waitOfLast(view)), origin);
  const of = (read: (all: readonly Pull[]) => number): Reading =>
    "unknown" in pulls ? missing(pulls.unknown) : known(read(pulls.all), origin);
  const refused = refusedSeconds(view);
  return {
    "image-pulls.count": of((all) => all.length),
    "image-pulls.in-turn": known(
      inTurn ? "yes" : "no",
      "kubelet.serializeImagePulls and maxParallelImagePulls",
    ),
    "image-pulls.at-once": of(atOnce),
    "image-pulls.waiting-seconds": waiting,
    "image-pulls.waiting-share": shareOf(view, waiting),
    "image-pulls.p50-seconds": of(
      (all) =>
        quantileOf(
          all.map(({ begun, done }) => done - begun),
          0.5,
        ) ?? 0,
    ),
    "image-pulls.refused": known(refusalsOf(view).length, `events with the words ${refusal}`),
    "image-pulls.refused-seconds": refused,
    "image-pulls.refused-share": shareOf(view, refused),
  };
}

/** When the last pod's image waited for others of its node. */
export const waitOfLast = oncePerTrial((view): readonly Interval[] => {
  const pulls = pullsOf(view);
  if ("unknown" in pulls) return [];
  const last = view.record.timeline.containers.at(-1)?.pod;
  const own = pulls.all.filter(({ pod }) => pod === last);
  return own.flatMap(({ node, wanted, begun, pod }) => {
    const others = pulls.all.filter((one) => one.node === node && one.pod !== pod);
    const wait = { from: wanted, to: begun };
    // Only while another image of the node was pulled it was that which it waited for.
    const idle = without([wait], union(others.map((one) => ({ from: one.begun, to: one.done }))));
    return begun > wanted ? without([wait], idle) : [];
  });
});

const pullsOf = oncePerTrial((view): { readonly all: readonly Pull[] } | { readonly unknown: string } => {
  const { pulls } = view.record;
  const containers = podsOnKubelets(view);
  if (pulls !== undefined)
    return {
      all: pulls.map(({ pod, node = "", wantedAt, finishedAt, seconds }) => ({
        ...{ pod, node, wanted: since(view, wantedAt), done: since(view, finishedAt) },
        begun: Math.max(since(view, wantedAt), since(view, finishedAt) - seconds),
      })),
    };
  if (containers.length === 0 || view.context.plan.workload.cacheWorker === true) return { all: [] };
  const steps = containers.flatMap((container) => {
    const [step] = between([container], "sandbox-ready", "image-ready");
    return step === undefined || step.to - step.from < shortestPull
      ? []
      : [{ pod: container.pod, node: container.node ?? "", ...step }];
  });
  // Without their events, pulls that lasted are told apart only where each begins when the one before has ended.
  return {
    all: isInTurn(view)
      ? inTurn(steps)
      : steps.map(({ from, to, ...one }) => ({ ...one, wanted: from, begun: from, done: to })),
  };
});

function inTurn(
  steps: readonly (Interval & { readonly pod: string; readonly node: string })[],
): readonly Pull[] {
  const free = new Map<string, number>();
  return steps
    .toSorted((a, b) => a.to - b.to)
    .map(({ pod, node, from, to }) => {
      const begun = Math.min(to, Math.max(from, free.get(node) ?? from));
      free.set(node, to);
      return { pod, node, wanted: from, begun, done: to };
    });
}

function isInTurn(view: TrialView): boolean {
  return (
    settingText(view, "kubelet.serializeImagePulls") !== "false" ||
    settingText(view, "kubelet.maxParallelImagePulls") === "1"
  );
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

function refusedSeconds(view: TrialView): Reading {
  const last = view.record.timeline.containers.at(-1);
  const own = refusalsOf(view).filter(({ object }) => object === last?.pod);
  const ready = last?.points["image-ready"]?.seconds ?? view.window.to;
  const from = Math.min(...own.map(({ at }) => since(view, at)));
  return known(
    own.length === 0 ? 0 : Math.max(0, ready - from),
    "events of the last pod, from the first refusal until its image is there",
  );
}

function shareOf(view: TrialView, seconds: Reading): Reading {
  return derived(
    seconds,
    (value) => Math.min(1, value / view.record.deploymentSeconds),
    "by the deployment's time",
  );
}
