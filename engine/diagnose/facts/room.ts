import { nodeReasons } from "../../trial/unschedulable.ts";
import { known, missing, readingOf, type Reading, type Readings } from "../fact-set.ts";
import { oncePerTrial, since, type TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

/** A pod that nodes did not take, with the scheduler's last words. */
interface Refusal {
  readonly pod: string;
  readonly message: string;
  /** Until a node took it; undefined when none did. */
  readonly waited?: number;
}

type Lack = "cpu" | "memory" | "seats" | "match";

const lacks: readonly Lack[] = ["cpu", "memory", "seats", "match"];
const ofLack: Readonly<Record<Exclude<Lack, "match">, RegExp>> = {
  cpu: /^Insufficient cpu$/,
  memory: /^Insufficient memory$/,
  seats: /^Too many pods$/,
};
const eventSource = "event names";

/** Pods that the scheduler refused, and for what each waited. */
export function roomFacts(view: TrialView): Readings {
  const found = refusals(view);
  return {
    "deployment.unfinished-containers": unfinished(view),
    ...Object.fromEntries(lacks.flatMap((lack) => factsOfLack(view, lack))),
    "refused.words": "missing" in found ? found : known(wordsOf(found), "FailedScheduling"),
  };
}

/** A trial that ended incomplete says how many did not run; all ran in any other. */
function unfinished({ record: { incomplete } }: TrialView): Reading {
  if (incomplete === undefined) return known(0, "all containers ran");
  return known(incomplete.of - incomplete.ran, `the trial was ended: ${incomplete.why}`);
}

function factsOfLack(view: TrialView, lack: Lack): readonly (readonly [string, Reading])[] {
  const found = refusals(view);
  const name = `refused.${lack}`;
  if ("missing" in found) return Object.entries(readingOf(found, ["pods", "seconds", "share"], `${name}-`));
  const ours = found.filter(({ message }) => lacking(message).includes(lack));
  const seconds = secondsOf(view, ours);
  return [
    [`${name}-pods`, known(ours.length, "FailedScheduling, and the pods' conditions")],
    [`${name}-seconds`, seconds],
    [`${name}-share`, shareOfDeployment(view, seconds, "seconds / deployment")],
  ];
}

/**
 * What a pod lacks by the scheduler's words. Nodes that would not take it whatever ended do not count as long as others
 * lack room only.
 */
function lacking(message: string): readonly Lack[] {
  const texts = nodeReasons(message).map(({ text }) => text);
  const room = lacks.filter((lack) => lack !== "match" && texts.some((text) => ofLack[lack].test(text)));
  return room.length > 0 || texts.length === 0 ? room : ["match"];
}

/** Such pods keep a deployment from its end, or made the last one wait. */
function secondsOf(view: TrialView, ours: readonly Refusal[]): Reading {
  if (ours.some(({ waited }) => waited === undefined))
    return known(view.record.deploymentSeconds, "some pods never had a node");
  const last = view.record.timeline.containers.at(-1)?.pod;
  const wait = ours.find(({ pod }) => pod === last)?.waited ?? 0;
  return known(wait, "first FailedScheduling of the last pod until it was bound");
}

/** All pods that were refused at some time; missing where nobody could have seen it. */
const refusals = oncePerTrial((view): readonly Refusal[] | { readonly missing: string } => {
  const { record } = view;
  const pending = (record.pods ?? []).flatMap(({ name, unscheduled }): Refusal[] =>
    unscheduled === undefined ? [] : [{ pod: name, message: unscheduled.message }],
  );
  const never = new Set(pending.map(({ pod }) => pod));
  const blind = record.unseen?.find(({ source }) => source === eventSource);
  if (blind !== undefined && pending.length === 0)
    return missing(`${eventSource}: ${blind.why}`) as { readonly missing: string };
  const bound = new Map(
    record.timeline.containers.map(({ pod, points }) => [
      pod,
      (points["binding-stored"] ?? points["binding-received"] ?? points["pod-delivered"])?.seconds,
    ]),
  );
  const failed = record.warnings.filter(
    ({ reason, object }) => reason === "FailedScheduling" && !never.has(object),
  );
  const later = [...Map.groupBy(failed, ({ object }) => object)].flatMap(([pod, warnings]): Refusal[] => {
    const [until, message] = [bound.get(pod), warnings.at(-1)?.message ?? ""];
    if (until === undefined) return [];
    const from = Math.min(...warnings.map(({ at }) => since(view, at)));
    return [{ pod, message, waited: Math.max(0, until - from) }];
  });
  return [...pending, ...later];
});

/** Each reason once, the one that most nodes have first. */
function wordsOf(found: readonly Refusal[]): string {
  const all = found.flatMap(({ message }) => nodeReasons(message));
  const counts = [...Map.groupBy(all, ({ text }) => text)].sort(([, a], [, b]) => b.length - a.length);
  return counts.map(([text]) => text).join(", ");
}
