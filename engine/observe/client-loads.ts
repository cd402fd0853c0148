import type { ClientLoad } from "../trial/record.ts";

/** A request by whoever sent it, as far as a load is counted. */
export interface SentRequest {
  readonly user: string;
  readonly userAgent: string;
  readonly verb: string;
  readonly resource: string;
  /** Milliseconds from receipt to the complete response. */
  readonly latency: number;
}

/** Users that belong to a cluster of Columbo's own; service accounts of kube-system are its controllers'. */
const own = /^(system:(?!serviceaccount:)|system:serviceaccount:kube-system:|columbo(:|$))/;

/**
 * What clients asked for that are no part of the cluster, by client and kind of request. A watch lasts as long as its
 * client likes, and costs the server nothing meanwhile.
 */
export function loadsIn(requests: readonly SentRequest[]): readonly ClientLoad[] {
  const foreign = requests.filter(({ user, verb }) => !own.test(user) && verb !== "watch");
  const kinds = Map.groupBy(foreign, ({ user, userAgent, verb, resource }) =>
    JSON.stringify([user, userAgent, verb, resource]),
  );
  return [...kinds.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { user, userAgent, verb, resource } = first;
    const seconds = same.reduce((sum, { latency }) => sum + latency / 1000, 0);
    return [{ user, userAgent, verb, resource, requests: same.length, seconds }];
  });
}
