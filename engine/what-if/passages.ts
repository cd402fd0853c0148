import { stages, type StageId } from "../../knowledge/index.ts";
import type { SimulatedContainer } from "../model/index.ts";

/** From when until when a container is in a stage, seconds since the client started. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** When containers pass a stage: the first one through it, the one in the middle, and the last. */
export interface StagePassage {
  readonly stage: StageId;
  readonly name: string;
  readonly first: Stretch;
  readonly middle: Stretch;
  readonly last: Stretch;
}

/** The stages in their order. @throws RangeError without a container */
export function passagesOf(containers: readonly SimulatedContainer[]): readonly StagePassage[] {
  return stages.map(({ id, name, from, to }) => {
    const through = containers
      .map(({ times }): Stretch => ({ from: times[from], to: times[to] }))
      .sort((a, b) => a.to - b.to);
    const [first, middle, last] = [through[0], through[Math.floor((through.length - 1) / 2)], through.at(-1)];
    if (first === undefined || middle === undefined || last === undefined)
      throw new RangeError("no container passed any stage");
    return { stage: id, name, first, middle, last };
  });
}
