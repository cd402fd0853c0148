import type { Pool as Described } from "../../../knowledge/index.ts";
import { Pool } from "../stations/pool.ts";
import { numberOf, type Given } from "./quantities.ts";
import type { Machine } from "./machine.ts";

/** What `pending` of a task says that a pool has sent away; who is in line waits for no ends. */
export const sentAway = -1;

/** Makes pools as described: those with neither a bounded line nor changing workers cost no look at the time. */
export function createPool({ workers, line, lends }: Described, given: Given, machine: Machine): () => Pool {
  const count = numberOf(workers, given);
  if (line === undefined && lends === undefined) return () => new Pool(count);
  const bounds =
    line === undefined
      ? undefined
      : { atMost: numberOf(line.atMost, given), patience: numberOf(line.patience, given) };
  return () => {
    const callback = machine.addCallback(() => {
      pool.look();
    });
    const pool = new Pool(
      count,
      {
        now: () => machine.now,
        lookAt: (time) => {
          if (time < Infinity) machine.callAt(time, callback);
        },
        entered: (task) => {
          machine.resume(task);
        },
        sentAway: (task) => {
          machine.tasks.pending[task] = sentAway;
          machine.resume(task);
        },
      },
      bounds,
    );
    return pool;
  };
}
