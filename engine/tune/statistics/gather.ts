import { nextPair, type Outlook } from "./series.ts";

/** Under the settings before the change once more, or under those after it. */
export type Side = "again" | "after";

/** Trials about one change, of whatever a trial is known by. */
export type Gathered<T> = Readonly<Record<Side, readonly T[]>>;

export interface GatherRequest<T, O extends Pick<Outlook, "plain">> {
  /** Trials after the change, at most. */
  readonly most: number;
  /** Whether there is time for two more. */
  readonly hasTime: () => boolean;
  /** Makes the trial of a side; `number` counts that side's from 1. */
  readonly take: (side: Side, number: number) => Promise<T>;
  readonly judge: (trials: Gathered<T>) => O;
}

/** What a plain effect needs: a second trial costs no switching back, and shows what one cannot. */
const atOnce = 2;

/**
 * Trials until the answer is plain: first under the change alone, since great effects show at once, then in turn with
 * the settings before it, so that whatever changes on the machine meanwhile meets both.
 */
export async function gather<T, O extends Pick<Outlook, "plain">>({
  most,
  hasTime,
  take,
  judge,
}: GatherRequest<T, O>): Promise<Gathered<T> & { readonly outlook: O }> {
  const trials: Record<Side, T[]> = { again: [], after: [] };
  const add = async (side: Side): Promise<void> => {
    trials[side].push(await take(side, trials[side].length + 1));
  };
  await add("after");
  let outlook = judge(trials);
  while (!outlook.plain && trials.after.length < most) {
    if (trials.after.length < atOnce) await add("after");
    else if (hasTime()) for (const side of nextPair(trials.again.length)) await add(side);
    else break;
    outlook = judge(trials);
  }
  return { ...trials, outlook };
}
