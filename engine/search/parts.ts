import { durationText, type SearchParameter, type Setting } from "../../knowledge/index.ts";
import type { Limits } from "../model/index.ts";
import { ladder, roundUp } from "./human-numbers.ts";
import type { Coordinate, Part } from "./space.ts";

/** Bursts that are tried, in seconds of their rate. */
const burstSeconds = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

const pulls = { serial: "kubelet.serializeImagePulls", parallel: "kubelet.maxParallelImagePulls" } as const;

/**
 * Groups parameters by mechanism into what is chosen together: the rate of a token bucket and its burst, image pulls one
 * at a time or so many in parallel, and everything else for itself. Left out is whatever has no number, no range, or no
 * direction in which it could help.
 * @param parameters that may be set, built in or the user's own
 * @param limits the values that hold now
 */
export function partsOf(parameters: readonly SearchParameter[], limits: Limits): readonly Part[] {
  const settable = parameters.filter(({ id }) => limits[id] !== undefined);
  const find = (id: string): SearchParameter | undefined => settable.find((parameter) => parameter.id === id);
  const [serial, parallel] = [find(pulls.serial), find(pulls.parallel)];
  const taken = new Set<SearchParameter>();
  const parts: Part[] = [];
  const add = (part: Part | undefined, ...own: readonly SearchParameter[]): void => {
    for (const parameter of own) taken.add(parameter);
    if (part !== undefined && part.coordinates.every(({ levels }) => levels.length > 1)) parts.push(part);
  };
  if (serial !== undefined && parallel !== undefined) add(pullsPart(parallel, limits), serial, parallel);
  for (const parameter of settable) {
    if (taken.has(parameter)) continue;
    const burst = settable.find((other) => isBurstOf(other, parameter));
    if (burst !== undefined) add(bucketPart(parameter, burst, limits), parameter, burst);
  }
  for (const parameter of settable) if (!taken.has(parameter)) add(partOf(parameter, limits));
  return parts;
}

function partOf(parameter: SearchParameter, limits: Limits): Part | undefined {
  if (parameter.type === "boolean") return switchPart(parameter, limits);
  const [first, second, ...others] = parameter.choices ?? [];
  if (first === undefined || second === undefined || others.length > 0) return numberPart(parameter, limits);
  return eitherPart(parameter, [first, second], limits);
}

function isBurstOf({ mechanism: burst }: SearchParameter, { mechanism: rate }: SearchParameter): boolean {
  return (
    "role" in rate &&
    rate.role === "rate" &&
    "role" in burst &&
    burst.role === "burst" &&
    burst.kind === rate.kind &&
    burst.bucket === rate.bucket
  );
}

/**
 * Whether less than now may be worth a try: a cluster's client that paces what makes pods keeps them from contending.
 * Everything else only holds back what is under way.
 */
function mayPace({ mechanism }: SearchParameter): boolean {
  const { kind } = mechanism;
  return (kind === "token-bucket" && mechanism.bucket !== "kubelet") || kind === "side-bucket";
}

/** A burst is chosen in seconds of its rate, so that both change together. */
function bucketPart(rate: SearchParameter, burst: SearchParameter, limits: Limits): Part {
  const [rateNow, burstNow] = [limitOr0(limits, rate), limitOr0(limits, burst)];
  const seconds = rateNow > 0 ? burstNow / rateNow : 1;
  const { min, max } = burst.range ?? { min: 1, max: burstNow };
  const { mechanism } = rate;
  const rates: Coordinate = {
    ...numberCoordinate(rate, rateNow, true),
    ...("bucket" in mechanism ? { bucket: mechanism.bucket } : {}),
  };
  const levels = [...new Set([seconds, ...burstSeconds])]
    .filter((value) => value >= seconds || mayPace(rate))
    .sort((a, b) => a - b)
    .map((value) => ({ value, round: true }));
  const bursts: Coordinate = {
    name: burst.id,
    levels,
    present: levels.findIndex(({ value }) => value === seconds),
    free: levels.length - 1,
    perRate: rate.id,
  };
  return {
    coordinates: [rates, bursts],
    settingsOf: ([value = rateNow, factor = seconds]) => [
      { parameter: rate.id, value },
      { parameter: burst.id, value: Math.min(max, Math.max(min, roundUp(factor * value))) },
    ],
  };
}

/** Pulls at once: one is what "serial" means, and parallel ones need it switched off. */
function pullsPart(parallel: SearchParameter, limits: Limits): Part {
  const most = parallel.range?.max ?? 1;
  const isSerial = limits[pulls.serial] !== 0;
  // Without a number there is no bound on them.
  const atOnce = limitOr0(limits, parallel) || most;
  const now = isSerial ? 1 : atOnce;
  const levels = ladder(1, most, true, [now]);
  return {
    coordinates: [
      {
        name: parallel.id,
        levels,
        present: levels.findIndex(({ value }) => value === now),
        free: levels.length - 1,
      },
    ],
    settingsOf: ([value = now]) => [
      { parameter: pulls.serial, value: value <= 1 },
      { parameter: parallel.id, value },
    ],
  };
}

function switchPart({ id }: SearchParameter, limits: Limits): Part {
  const present = limits[id] === 0 ? 0 : 1;
  const levels = [0, 1].map((value) => ({ value, round: true }));
  return {
    coordinates: [{ name: id, levels, present, free: 1 - present }],
    settingsOf: ([value]) => [{ parameter: id, value: value === 1 }],
  };
}

/** One of two, of which the other one is worth a try. */
function eitherPart({ id }: SearchParameter, choices: readonly [string, string], limits: Limits): Part {
  const present = limits[id] === 0 ? 0 : 1;
  const levels = [0, 1].map((value) => ({ value, round: true }));
  return {
    coordinates: [{ name: id, levels, present, free: 1 - present }],
    settingsOf: ([value]) => [{ parameter: id, value: choices[value === 1 ? 1 : 0] }],
  };
}

function numberPart(parameter: SearchParameter, limits: Limits): Part | undefined {
  const isMore = isMoreBetter(parameter);
  if (parameter.range === undefined || isMore === undefined) return undefined;
  const settingOf = (value: number): Setting => ({
    parameter: parameter.id,
    value: parameter.type === "duration" ? durationText(value) : value,
  });
  return {
    coordinates: [numberCoordinate(parameter, limitOr0(limits, parameter), isMore)],
    settingsOf: (values) => values.map(settingOf),
  };
}

/** From the present value on in the direction in which it limits less, or over the whole range where it may pace. */
function numberCoordinate(parameter: SearchParameter, now: number, isMore: boolean): Coordinate {
  const { id, type, range } = parameter;
  const { min, max } = range ?? { min: now, max: now };
  const levels = ladder(min, max, type === "integer", [now]).filter(
    ({ value }) => mayPace(parameter) || (isMore ? value >= now : value <= now),
  );
  return {
    name: id,
    levels,
    present: levels.findIndex(({ value }) => value === now),
    free: isMore ? levels.length - 1 : 0,
  };
}

/** Whether a higher value limits less, or a lower one does; undefined where neither can speed a deployment up. */
function isMoreBetter({ mechanism }: SearchParameter): boolean | undefined {
  switch (mechanism.kind) {
    case "polling-period":
    case "retry-backoff":
    case "delay":
    case "added-work":
      return false;
    case "deadline":
    case "ordering":
    case "amount":
    case "placement":
      return undefined;
    default:
      return true;
  }
}

function limitOr0(limits: Limits, { id }: SearchParameter): number {
  return limits[id] ?? 0;
}
