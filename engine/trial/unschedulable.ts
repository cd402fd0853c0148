/** Why nodes did not take a pod, as the scheduler says it. */
export interface NodeReason {
  /** Nodes of which it says so; a node may have several reasons. */
  readonly nodes: number;
  /** For example "Insufficient cpu". */
  readonly text: string;
}

/**
 * The reasons in a message such as "0/3 nodes are available: 1 Too many pods, 2 Insufficient cpu. preemption: ..."
 * (kubernetes pkg/scheduler/framework/types.go, FitError.Error); none in a message of another form.
 */
export function nodeReasons(message: string): readonly NodeReason[] {
  const [, list = ""] = /^\d+\/\d+ nodes are available: (.*)$/s.exec(message) ?? [];
  const [own = ""] = list.split(/\.(?: (?:preemption|no new claims)|\s*$)/);
  return own.split(/, (?=\d+ )/).flatMap((part) => {
    const [, nodes, text] = /^(\d+) (.+)$/.exec(part.trim()) ?? [];
    return nodes === undefined || text === undefined ? [] : [{ nodes: Number(nodes), text }];
  });
}

/** Reasons that end when other pods end. */
const ofRoom = /^Insufficient |^Too many pods|anti-affinity|topology spread|free ports/;

/** Whether a pod that was refused so may be taken when others have ended. */
export function mayFitLater(message: string): boolean {
  const reasons = nodeReasons(message);
  return reasons.length === 0 || reasons.some(({ text }) => ofRoom.test(text));
}
