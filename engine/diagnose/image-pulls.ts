import { clip, common, union, without, type Interval } from "./intervals.ts";
import { between, podsOnKubelets } from "./nodes.ts";
import { oncePerTrial, settingText, since, type TrialView } from "./trial-view.ts";

/** One pull as the facts see it: wanted, begun, done. Seconds since the client started. */
export interface Pull {
  readonly pod: string;
  readonly node: string;
  readonly image: string;
  readonly wanted: number;
  readonly begun: number;
  readonly done: number;
  readonly bytes?: number;
}

/** What is shorter is a look whether the image is there. */
const shortestPull = 0.05;

/** All pulls of the trial: by the kubelets' own words, else as far as the timeline of images shows them. */
export const pullsOf = oncePerTrial((view): readonly Pull[] => {
  const { pulls } = view.record;
  if (pulls !== undefined)
    return pulls.map(({ pod, node = "", image, wantedAt, finishedAt, seconds, bytes }) => ({
      ...{ pod, node, image, wanted: since(view, wantedAt), done: since(view, finishedAt) },
      begun: Math.max(since(view, wantedAt), since(view, finishedAt) - seconds),
      ...(bytes === undefined ? {} : { bytes }),
    }));
  const containers = podsOnKubelets(view);
  const { workload, registry } = view.context.plan;
  if (workload.cacheWorker === true) return [];
  const isOneImage = (registry?.images ?? 1) === 1;
  const steps = containers.flatMap((container) => {
    const [step] = between([container], "sandbox-ready", "image-ready");
    if (step === undefined || step.to - step.from < shortestPull) return [];
    const { pod, node = "" } = container;
    return [{ pod, node, image: isOneImage ? "" : pod, wanted: step.from, begun: step.from, done: step.to }];
  });
  // Without their events, pulls that lasted are told apart only where each begins when the one before has ended.
  return isInTurn(view) && !isOneImage ? inTurn(steps) : steps;
});

function inTurn(steps: readonly Pull[]): readonly Pull[] {
  const free = new Map<string, number>();
  return steps
    .toSorted((a, b) => a.done - b.done)
    .map((pull) => {
      const { node, wanted, done } = pull;
      const begun = Math.min(done, Math.max(wanted, free.get(node) ?? wanted));
      free.set(node, done);
      return { ...pull, begun };
    });
}

/** Whether a kubelet pulls at most one image at once. */
export function isInTurn(view: TrialView): boolean {
  return (
    settingText(view, "kubelet.serializeImagePulls") !== "false" ||
    settingText(view, "kubelet.maxParallelImagePulls") === "1"
  );
}

/** Pulls of the pod that ended the deployment. */
export function pullsOfLast(view: TrialView): readonly Pull[] {
  const last = view.record.timeline.containers.at(-1)?.pod;
  return pullsOf(view).filter(({ pod }) => pod === last);
}

/**
 * The pull that brought an image to its node: the longest of all that asked for it. Whoever wants the same image waits
 * for that one, at its side as well as in line behind it.
 */
function bringing(view: TrialView, { node, image }: Pull): Pull | undefined {
  return pullsOf(view)
    .filter((one) => one.node === node && one.image === image)
    .toSorted((a, b) => b.done - b.begun - (a.done - a.begun))[0];
}

/** When the last pod's image waited for others of its node, and not for its own bytes. */
export const turnOfLast = oncePerTrial((view): readonly Interval[] =>
  union(
    pullsOfLast(view).flatMap((own) => {
      const brought = bringing(view, own);
      const others = pullsOf(view).filter(
        (one) => one.node === own.node && one !== own && one !== brought && one.pod !== own.pod,
      );
      const wait = without(union([{ from: own.wanted, to: own.begun }]), spans(brought));
      // Only while another image of the node was pulled it was that which it waited for.
      return common(wait, union(others.map(({ begun, done }) => ({ from: begun, to: done }))));
    }),
  ),
);

/** When the last pod waited for the bytes of its own image, whoever of its node had asked for them. */
export const transferOfLast = oncePerTrial((view): readonly Interval[] =>
  union(
    pullsOfLast(view).flatMap((own) => {
      const way = { from: own.wanted, to: own.done };
      return [...spans(own), ...spans(bringing(view, own)).map((one) => clip(one, way))];
    }),
  ),
);

function spans(pull: Pull | undefined): readonly Interval[] {
  return pull === undefined ? [] : [{ from: pull.begun, to: pull.done }];
}

/** Bytes a second at which the last pod's image came; undefined where its size was not told. */
export function rateOfLast(view: TrialView): number | undefined {
  const brought = pullsOfLast(view).flatMap((own) => bringing(view, own) ?? []);
  const longest = brought.toSorted((a, b) => b.done - b.begun - (a.done - a.begun))[0];
  if (longest?.bytes === undefined || longest.done <= longest.begun) return undefined;
  return longest.bytes / (longest.done - longest.begun);
}
