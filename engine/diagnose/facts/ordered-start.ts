import { known, missing, type Reading, type Readings } from "../fact-set.ts";
import type { TrialView } from "../trial-view.ts";
import { shareOfDeployment } from "../share-of-deployment.ts";

/** Whether the pods of a StatefulSet waited for each other. */
export function orderedStartFacts(view: TrialView): Readings {
  const { seconds, following } = startsInTurn(view);
  return {
    "ordered-start.seconds": seconds,
    "ordered-start.share": shareOfDeployment(view, seconds, "ordered starts / deployment"),
    "ordered-start.following-share": following,
  };
}

interface Starts {
  readonly seconds: Reading;
  readonly following: Reading;
}

/** Pods of other owners never wait for each other, however slowly they are created. */
function startsInTurn({ record, context }: TrialView): Starts {
  if (context.plan.workload.kind !== "statefulset") {
    const none = known(0, "the owner of the pods is no StatefulSet");
    return { seconds: none, following: none };
  }
  const pods = podsInOrder(record.timeline.containers);
  if (pods.length === 0) {
    const why = missing("no timeline shows when the pods were created and ran");
    return { seconds: why, following: why };
  }
  const followed = pods.slice(0, -1).filter(({ ran }, index) => (pods[index + 1]?.created ?? 0) >= ran);
  const origin = "timeline, pods in the order of their creation";
  return {
    seconds: known(
      followed.reduce((sum, { created, ran }) => sum + ran - created, 0),
      origin,
    ),
    following: known(pods.length < 2 ? 0 : followed.length / (pods.length - 1), origin),
  };
}

/** When each pod was created, and when all of its containers ran. */
function podsInOrder(containers: TrialView["record"]["timeline"]["containers"]) {
  return [...Map.groupBy(containers, ({ pod }) => pod).values()]
    .map((own) => ({
      created: own[0]?.points["pod-received"]?.seconds ?? Number.NaN,
      ran: Math.max(...own.map(({ points }) => points["container-running"]?.seconds ?? Number.NaN)),
    }))
    .filter(({ created, ran }) => !Number.isNaN(created) && !Number.isNaN(ran))
    .toSorted((a, b) => a.created - b.created);
}
