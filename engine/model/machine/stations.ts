import type { Path, Scope } from "../../../knowledge/index.ts";
import type { Random } from "../kernel/random.ts";
import { Lending, type Lender } from "../stations/lending.ts";
import { Loop } from "../stations/loop.ts";
import { Pool } from "../stations/pool.ts";
import { Processor } from "../stations/processor.ts";
import { Store } from "../stations/store.ts";
import { sumOfUses, TokenBucket, type TokenBucketUse } from "../stations/token-bucket.ts";
import { createPool } from "./pools.ts";
import { nobody, type Machine } from "./machine.ts";
import { numberOf, type Given } from "./quantities.ts";

/** A station that there is once or on every node, made when first asked for. */
export interface Instances<T> {
  /** @param node ignored where there is one for the whole cluster */
  of(node: number): T;
  /** Those that were asked for. */
  made(): readonly T[];
}

/** A program with the host that it runs on. */
export interface Running {
  readonly processor: Processor;
  readonly program: number;
}

/** Those who are in each other's way. */
export interface Gathering {
  /** So many come, or go. */
  change(by: number): void;
}

/** The stations of a path, by name. */
export interface Stations {
  readonly buckets: Readonly<Record<string, Instances<TokenBucket>>>;
  readonly pools: Readonly<Record<string, Instances<Pool>>>;
  readonly loops: Readonly<Record<string, Instances<Loop>>>;
  readonly stores: Readonly<Record<string, Instances<Store>>>;
  readonly crowds: Readonly<Record<string, Instances<Gathering>>>;
  readonly programs: Readonly<Record<string, Instances<Running>>>;
}

/** Builds the stations that a path describes. @throws TypeError when it names a host that it does not describe */
export function createStations(path: Path, given: Given, machine: Machine, random: Random): Stations {
  const buckets = mapped(path.buckets, ({ per, rate, burst }) => {
    const limits = { rate: numberOf(rate, given), burst: numberOf(burst, given) };
    return instances(per, () => new TokenBucket(limits));
  });
  const pools = mapped(path.pools, (pool) => instances(pool.per, createPool(pool, given, machine)));
  for (const [name, { every }] of Object.entries(path.lendings))
    lend(machine, numberOf(every, given), lendersOf(path, name, pools, given));
  const loops = mapped(path.loops, ({ per, rest, round, each }) => {
    const [pause, seconds, more] = [rest, round, each].map((part) => numberOf(part, given)) as [
      number,
      number,
      number,
    ];
    const times = { rest: pause, round: seconds, each: more };
    return instances(per, () => createLoop(machine, times, pause > 0 ? (pause + seconds) * random() : 0));
  });
  const hosts = mapped(path.hosts, ({ per, cores }) => {
    const count = numberOf(cores, given);
    return count > 0 ? instances(per, () => createProcessor(machine, count)) : undefined;
  });
  const hostOf = (name: string): { processors: Instances<Processor>; per: Scope } => {
    const host = path.hosts[name];
    const processors = hosts[name];
    if (host === undefined) throw new TypeError(`the path describes no host ${name}`);
    if (processors !== undefined) return { processors, per: host.per };
    if (host.elseOn === undefined) throw new TypeError(`host ${name} of the path has no cores`);
    return hostOf(host.elseOn);
  };
  const programs = mapped(path.programs, ({ host, per: own, threads, always = 0 }) => {
    const [count, endless] = [Math.max(1, numberOf(threads, given)), numberOf(always, given)];
    const { processors, per: ofHost } = hostOf(host);
    const per = own ?? ofHost;
    const running = instances(per, (node): Running => {
      const processor = processors.of(node);
      const program = processor.addProgram(count);
      for (let job = 0; job < endless; job++) processor.run(program, Infinity, nobody);
      return { processor, program };
    });
    if (endless > 0 && per === "cluster") running.of(0);
    return running;
  });
  const crowds = mapped(path.crowds, ({ program, moreEach }) => {
    const [described, running] = [path.programs[program], programs[program]];
    if (described === undefined || running === undefined)
      throw new TypeError(`the path describes no program ${program}`);
    const more = numberOf(moreEach, given);
    return instances(described.per ?? hostOf(described.host).per, (node) =>
      gathering(running.of(node), more),
    );
  });
  const stores = mapped(path.stores, ({ per }) => instances(per, () => new Store()));
  return { buckets, pools, loops, stores, crowds, programs };
}

/** How the users of each bucket fared, those of all nodes together. */
export function usesOf({ buckets }: Stations): Readonly<Record<string, TokenBucketUse>> {
  return mapped(buckets, (each) => sumOfUses(each.made().map((bucket) => bucket.use())));
}

/** Core-seconds of each program until now, those of all nodes together. */
export function workOf({ programs }: Stations): Readonly<Record<string, number>> {
  return mapped(programs, (each) =>
    each.made().reduce((sum, { processor, program }) => sum + processor.attained(program), 0),
  );
}

function lendersOf(path: Path, lending: string, pools: Stations["pools"], given: Given): readonly Lender[] {
  return Object.entries(path.pools).flatMap(([name, { workers, lends }]) => {
    const pool = pools[name]?.of(0);
    if (lends?.among !== lending || pool === undefined) return [];
    return [{ pool, nominal: numberOf(workers, given), kept: numberOf(lends.atLeast, given) }];
  });
}

function lend(machine: Machine, seconds: number, lenders: readonly Lender[]): void {
  const lending = new Lending(lenders);
  // Until now nobody wanted anything.
  lending.divide();
  machine.every(seconds, () => {
    lending.divide();
  });
}

function createLoop(machine: Machine, times: ConstructorParameters<typeof Loop>[0], first: number): Loop {
  const callback = machine.addCallback((now) => {
    loop.begin(now);
  });
  const loop = new Loop(
    times,
    {
      beginAt: (time) => {
        machine.callAt(time, callback);
      },
      ended: (task, time) => {
        machine.resumeAt(task, time);
      },
    },
    first,
  );
  return loop;
}

function gathering({ processor, program }: Running, more: number): Gathering {
  let size = 0;
  return {
    change(by) {
      size += by;
      processor.slow(program, 1 + more * Math.max(0, size - 1));
    },
  };
}

function createProcessor(machine: Machine, cores: number): Processor {
  const callback = machine.addCallback(() => {
    processor.wake();
  });
  const processor = new Processor(cores, {
    now: () => machine.now,
    wakeAt: (time) => {
      machine.callAt(time, callback);
    },
    ended: (job) => {
      if (job >= 0) machine.ended(job);
    },
  });
  return processor;
}

function instances<T>(per: Scope, make: (node: number) => T): Instances<T> {
  const made: T[] = [];
  const places: (T | undefined)[] = [];
  const isPerNode = per === "node";
  return {
    of(node) {
      const place = isPerNode ? Math.max(0, node) : 0;
      const known = places[place];
      if (known !== undefined) return known;
      const one = make(place);
      places[place] = one;
      made.push(one);
      return one;
    },
    made: () => made,
  };
}

function mapped<A, B>(things: Readonly<Record<string, A>>, map: (thing: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(things).map(([name, thing]) => [name, map(thing)]));
}
