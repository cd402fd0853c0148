import type { OwnFact } from "../../../rules/index.ts";
import type { OwnReading } from "../../trial/record.ts";
import type { ObservedTrial, ObserverFactory } from "../observer.ts";
import { connectionsOf, type Connections } from "./fetch.ts";
import { logReader, logValue } from "./log.ts";
import { metricValue, pageReader } from "./metric.ts";
import { objectReader, objectValue } from "./object.ts";
import { Unreadable, type OwnValue, type Reader } from "./reader.ts";

/** However a source hangs, the trial goes on without it. */
const deadlineMs = 15_000;

/** A source, and the facts that come from it. */
interface Read {
  readonly reader: Reader<unknown>;
  readonly facts: { readonly fact: OwnFact; readonly value: (found: unknown) => OwnValue }[];
  failed?: string;
}

/**
 * Reads what users' facts need, before and after the trial; each source is read once however many facts it has. A fact
 * that cannot be read is recorded as missing with the reason: the trial goes on without it.
 */
export function ownFacts(facts: readonly OwnFact[]): ObserverFactory {
  return (trial) => {
    const connections = connectionsOf(trial.cluster.identity);
    const reads = readsOf(facts, trial, connections);
    const attempt = async (read: Read, act: () => Promise<void>): Promise<void> => {
      if (read.failed !== undefined) return;
      await within(act()).catch((error: unknown) => {
        read.failed = error instanceof Error ? error.message : String(error);
      });
    };
    return {
      name: "facts of one's own",
      async begin() {
        await Promise.all(reads.map((read) => attempt(read, () => read.reader.begin())));
      },
      async end() {
        const own: OwnReading[] = [];
        for (const read of reads) {
          let found: unknown;
          await attempt(read, async () => {
            found = await read.reader.end();
          });
          own.push(...read.facts.map((one) => readingOf(one, found, read)));
        }
        connections.destroy();
        return { own };
      },
    };
  };
}

function readsOf(facts: readonly OwnFact[], trial: ObservedTrial, connections: Connections): readonly Read[] {
  const reads = new Map<string, Read>();
  const add = <T>(
    fact: OwnFact,
    key: unknown,
    make: () => Reader<T>,
    value: (found: T) => OwnValue,
  ): void => {
    const name = JSON.stringify(key);
    const read = reads.get(name) ?? { reader: make(), facts: [] };
    // One key, one kind of reader.
    read.facts.push({ fact, value: value as (found: unknown) => OwnValue });
    reads.set(name, read);
  };
  for (const fact of facts) {
    const { metric, log, object } = fact;
    if (metric !== undefined)
      add(
        fact,
        ["metric", metric.from],
        () => pageReader(metric.from, trial.cluster, connections),
        (pages) => metricValue(metric, pages),
      );
    if (log !== undefined)
      add(
        fact,
        ["log", log.from],
        () => logReader(log.from, trial.cluster, connections),
        (lines) => logValue(log, fact.unit, lines),
      );
    if (object !== undefined) {
      const { path: _path, ...from } = object;
      add(
        fact,
        ["object", from],
        () => objectReader(from, trial.cluster, connections),
        (found) => objectValue(object, fact.unit, found),
      );
    }
  }
  return [...reads.values()];
}

function readingOf({ fact, value }: Read["facts"][number], found: unknown, read: Read): OwnReading {
  const { id, unit, meaning } = fact;
  const { origin } = read.reader;
  if (read.failed !== undefined) return { id, unit, meaning, missing: read.failed, origin };
  try {
    const { value: one, note } = value(found);
    return { id, unit, meaning, value: one, origin: note === undefined ? origin : `${origin}: ${note}` };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { id, unit, meaning, missing: error.message, origin };
  }
}

async function within(work: Promise<void>): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Unreadable(`it could not be read within ${String(deadlineMs / 1000)} s`));
  }, deadlineMs);
  await Promise.race([work, promise]).finally(() => {
    clearTimeout(timer);
  });
}
