import { availableParallelism, release, totalmem, type } from "node:os";
import type { Result } from "../store/index.ts";

/** What a reader needs to judge a run's numbers. `startedAt` in milliseconds since the epoch. */
export function environmentOf(
  columbo: string,
  startedAt: number,
  trialSeconds: number,
): Result["environment"] {
  const finishedAt = Date.now();
  return {
    columbo,
    node: process.version,
    os: `${type()} ${release()}`,
    cores: availableParallelism(),
    memoryGiB: Math.round((totalmem() / 2 ** 30) * 10) / 10,
    startedAt: new Date(startedAt).toISOString(),
    finishedAt: new Date(finishedAt).toISOString(),
    commandSeconds: (finishedAt - startedAt) / 1000,
    trialSeconds,
  };
}
