import type { Remedy } from "./remedy.ts";

export type { Remedied, Remedy, RemedyContext } from "./remedy.ts";

/** One file for each parameter, below the component that takes it. */
const remedies: readonly Remedy[] = [];

/** The remedy of a parameter. */
export function findRemedy(parameter: string): Remedy | undefined {
  const asked = parameter.toLowerCase();
  return remedies.find((remedy) => remedy.parameter.toLowerCase() === asked);
}
