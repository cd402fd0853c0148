import type { Quantity } from "./quantity.ts";

/** How many there are of something: one, or one on every node. */
export type Scope = "cluster" | "node";

/** Cores that programs share, by processor sharing. */
export interface Host {
  readonly per: Scope;
  readonly cores: Quantity;
  /** Where there is no such machine (`cores` is 0), its programs run on this host instead, one for all nodes. */
  readonly elseOn?: string;
}

/** Work for a host that is scheduled together: as many threads as it has, shared by all that it has to do. */
export interface Program {
  readonly host: string;
  readonly threads: Quantity;
  /** Absent = once on each of its hosts. On a common host each node can have a share of its own, of a network say. */
  readonly per?: Scope;
  /** Jobs that it has from the beginning and that never end; absent = none. */
  readonly always?: Quantity;
}

/** A client's token bucket as golang.org/x/time/rate has it: who comes reserves a token and waits until it is due. */
export interface Bucket {
  readonly per: Scope;
  /** Tokens per second; 0 = no limit. */
  readonly rate: Quantity;
  readonly burst: Quantity;
}

/** A token bucket that turns away who comes while it is empty. */
export interface RejectingBucket extends Bucket {
  readonly rejects: true;
}

/** What is brought once and stays: images on a node. Entities need the items in turn. */
export interface Store {
  readonly per: Scope;
  readonly items: Quantity;
}

/** So many at a time, first come, first served; one worker is a serial loop. */
export interface Pool {
  readonly per: Scope;
  readonly workers: Quantity;
  /** Who waits for a worker; absent = any number for any time. Who is turned away comes again with the `retry` around it. */
  readonly line?: {
    readonly atMost: Quantity;
    /** Seconds after which one is sent away. */
    readonly patience: Quantity;
  };
  /** Lends idle workers to the other pools of this lending, all but so many, and borrows theirs. */
  readonly lends?: { readonly among: string; readonly atLeast: Quantity };
}

/** Pools that lend each other workers, which are divided anew at intervals in seconds by what each wanted of late. */
export interface Lending {
  readonly every: Quantity;
}

/**
 * A loop that does in each round what came before the round began, and then rests; with no rest, a round begins as soon
 * as there is something for it. All in seconds.
 */
export interface Loop {
  readonly per: Scope;
  readonly rest: Quantity;
  /** What every round takes. */
  readonly round: Quantity;
  /** What it takes more for each in it, one after the other. */
  readonly each: Quantity;
}

/**
 * A controller's queue of keys with its workers, as client-go's workqueue: no key is worked on twice at once, and one
 * that is added meanwhile is queued again. The keys are the entities of the flow.
 */
export interface WorkQueue {
  readonly workers: Quantity;
  readonly flow: string;
}

/**
 * Those who do the same at the same time on the host of a program, and are in each other's way (locks, caches, switches
 * between programs): for every other one that is there, all that the program does takes more processor time by this
 * part of itself, as long as that one is there.
 */
export interface Crowd {
  readonly program: string;
  readonly moreEach: Quantity;
}

/** One instruction of a flow. */
export type FlowStep =
  /** The entity reaches a point; the first time counts. */
  | { readonly do: "mark"; readonly point: string }
  /**
   * Time passes and nobody is busy. "even" spreads it evenly from half of it to one and a half: round trips vary, and
   * equal ones would fall into step with each other. "exponential" has this mean and no memory, as arrivals at random
   * have. With `upTo` it is evenly spread between the two.
   */
  | {
      readonly do: "wait";
      readonly seconds: Quantity;
      readonly spread?: "even" | "exponential" | { readonly upTo: Quantity };
    }
  /** Processor work of so many threads (absent = 1); with `aside` one thread does it and nobody waits for its end. */
  | {
      readonly do: "work";
      readonly program: string;
      readonly coreSeconds: Quantity;
      readonly threads?: Quantity;
      readonly aside?: true;
    }
  /**
   * What takes `seconds` on an idle host, spread evenly, with `coreSeconds` of processor work in it or beside it: work
   * for which the time is too short on one core is done on several at once.
   */
  | {
      readonly do: "step";
      readonly program: string;
      readonly seconds: Quantity;
      readonly coreSeconds: Quantity;
    }
  /** `to` says what the token is for. */
  | { readonly do: "token"; readonly bucket: string; readonly to: string }
  /** Does the steps where a rejecting bucket has a token, else the others: the `retry` around it tries again. */
  | {
      readonly do: "permit";
      readonly bucket: string;
      readonly steps: readonly FlowStep[];
      readonly otherwise?: readonly FlowStep[];
    }
  /** Does the steps again as long as a permit or a pool in them turned it away, after waits in seconds that grow by a factor. */
  | {
      readonly do: "retry";
      readonly first: Quantity;
      readonly factor: Quantity;
      readonly atMost: Quantity;
      readonly steps: readonly FlowStep[];
    }
  /** Does the steps where the entity's item is in the store, else the others. */
  | {
      readonly do: "stored";
      readonly store: string;
      readonly steps: readonly FlowStep[];
      readonly otherwise: readonly FlowStep[];
    }
  /** Brings the entity's item into the store by these steps; who comes meanwhile waits for that, and later ones do nothing. */
  | { readonly do: "bring"; readonly store: string; readonly steps: readonly FlowStep[] }
  /** Takes a worker of the pool for these steps, and keeps it for so many seconds after them while the entity goes on. */
  | {
      readonly do: "hold";
      readonly pool: string;
      readonly steps: readonly FlowStep[];
      readonly after?: Quantity;
    }
  /** Waits for its turn in the loop's next round to end. */
  | { readonly do: "round"; readonly loop: string }
  /** Does the steps as one of a crowd. */
  | { readonly do: "crowd"; readonly crowd: string; readonly steps: readonly FlowStep[] }
  /** Does the steps and notices their end at the next of looks that are `period` apart, the first one at once. */
  | { readonly do: "poll"; readonly period: Quantity; readonly steps: readonly FlowStep[] }
  /** Does another flow as part of this one. */
  | { readonly do: "call"; readonly flow: string }
  /** Starts another flow of the same entity beside this one. */
  | { readonly do: "start"; readonly flow: string }
  /** Does the steps for each child, one after the other. */
  | { readonly do: "each"; readonly child: string; readonly steps: readonly FlowStep[] }
  /** Starts a flow of each child at once and waits until all have ended. */
  | { readonly do: "all"; readonly child: string; readonly flow: string }
  /**
   * Starts the flow of the next children, `atMost` at a time, in batches that grow by a factor and of which each waits
   * for the one before. None as long as the counter `pending` is not 0; it grows by the number started.
   */
  | {
      readonly do: "batches";
      readonly child: string;
      readonly flow: string;
      readonly first: Quantity;
      readonly factor: Quantity;
      readonly atMost: Quantity;
      readonly pending: string;
    }
  /** Changes a counter of the entity or of the one that it belongs to. */
  | { readonly do: "count"; readonly counter: string; readonly by?: number; readonly set?: number }
  /** Does the steps while a counter is below a bound. */
  | {
      readonly do: "below";
      readonly counter: string;
      readonly bound: Quantity;
      readonly steps: readonly FlowStep[];
      readonly otherwise?: readonly FlowStep[];
    }
  /** Does the steps where a quantity is not 0; decided before the simulation begins. */
  | {
      readonly do: "given";
      readonly holds: Quantity;
      readonly steps: readonly FlowStep[];
      readonly otherwise?: readonly FlowStep[];
    }
  /** Adds the entity, or the one of the queue's kind that it belongs to, at once or later: the earliest plan counts. */
  | { readonly do: "enqueue"; readonly queue: string; readonly after?: Quantity }
  /**
   * Gives the entity a node: one after the other gets the next that has room. Without room anywhere it does the other
   * steps and is out of the simulation, which does not wait for it.
   */
  | {
      readonly do: "place";
      /** How many a node of this kind takes; absent = any number. */
      readonly room: Readonly<Record<string, Quantity>>;
      readonly otherwise: readonly FlowStep[];
    }
  /** Goes on by the kind of the entity's node. */
  | { readonly do: "on"; readonly nodes: Readonly<Record<string, readonly FlowStep[]>> }
  /** The entity has done what the simulation waits for: it ends with the last one. */
  | { readonly do: "finish" };

/** A step that does this. */
export type StepOf<K extends FlowStep["do"]> = Extract<FlowStep, { readonly do: K }>;

export interface Flow {
  /** The kind of its entities; absent = whichever calls it. */
  readonly of?: string;
  /** A request under this name, whose times are part of a trace. */
  readonly request?: string;
  readonly steps: readonly FlowStep[];
}

/** What takes part in a path, by name. */
export interface PathPart {
  readonly hosts?: Readonly<Record<string, Host>>;
  readonly programs?: Readonly<Record<string, Program>>;
  readonly buckets?: Readonly<Record<string, Bucket | RejectingBucket>>;
  readonly stores?: Readonly<Record<string, Store>>;
  readonly crowds?: Readonly<Record<string, Crowd>>;
  readonly pools?: Readonly<Record<string, Pool>>;
  readonly lendings?: Readonly<Record<string, Lending>>;
  readonly loops?: Readonly<Record<string, Loop>>;
  readonly queues?: Readonly<Record<string, WorkQueue>>;
  readonly flows?: Readonly<Record<string, Flow>>;
  /** Counters, with the kind of entity that has one each; all begin at 0. */
  readonly counters?: Readonly<Record<string, string>>;
}

/** A path as data: what there is, and what happens to what passes it. */
export interface Path extends Required<PathPart> {
  /** Kinds of entities, each the child of the one before, for example call, workload, pod, container. */
  readonly kinds: readonly string[];
  /** The flow of every entity of the first kind at time 0. */
  readonly begin: string;
}

/**
 * A path of parts that know each other by the names of their flows, queues and stations.
 * @throws TypeError when two parts use one name for two things
 */
export function pathOf(kinds: readonly string[], begin: string, parts: readonly PathPart[]): Path {
  return {
    kinds,
    begin,
    hosts: merged(parts, "hosts"),
    programs: merged(parts, "programs"),
    buckets: merged(parts, "buckets"),
    stores: merged(parts, "stores"),
    crowds: merged(parts, "crowds"),
    pools: merged(parts, "pools"),
    lendings: merged(parts, "lendings"),
    loops: merged(parts, "loops"),
    queues: merged(parts, "queues"),
    flows: merged(parts, "flows"),
    counters: merged(parts, "counters"),
  };
}

function merged<K extends keyof PathPart>(parts: readonly PathPart[], section: K): Required<PathPart>[K] {
  const all: Record<string, unknown> = {};
  for (const part of parts)
    for (const [name, thing] of Object.entries(part[section] ?? {})) {
      if (name in all) throw new TypeError(`two parts of a path describe ${section} ${name}`);
      all[name] = thing;
    }
  return all as Required<PathPart>[K];
}
