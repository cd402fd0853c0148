import { type Observations, type Observer, type ObserverSet, type ObservedTrial } from "../observe/index.ts";

/** The observers of one trial, at work. */
export interface Observing {
  readonly names: readonly string[];
  begin(): Promise<void>;
  /** Resolves when all that ends the deployment was seen; asked for when the API says that all containers run. */
  settled(): Promise<void>;
  /** What they saw of a trial whose containers all run; the one that is believed most comes first. */
  end(): Promise<readonly Observations[]>;
  /** What can be had at once of a trial that failed; whatever was changed for it is put back. */
  giveUp(): Promise<readonly Observations[]>;
}

/** Makes a trial's observers. The one that finds the pods ends first: the others ask for what belongs to its pods. */
export function observeWith({ pods, others }: ObserverSet, trial: ObservedTrial): Observing {
  const finder = pods(trial);
  const rest = others.map((observer) => observer(trial));
  const all: readonly Observer[] = [...rest, finder];
  return {
    names: all.map(({ name }) => name),
    begin: async () => {
      await Promise.all(all.map((observer) => observer.begin()));
    },
    settled: async () => {
      await Promise.all(all.flatMap((observer) => observer.settled?.() ?? []));
    },
    async end() {
      const found = await finder.end();
      const seen = await Promise.all(rest.map((observer) => observer.end(found.pods ?? [])));
      return [...seen, found];
    },
    async giveUp() {
      const seen = await Promise.allSettled(all.map((observer) => observer.end()));
      return seen.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    },
  };
}
