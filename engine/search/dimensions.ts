import { findParameter, type Parameter, type Setting } from "../../knowledge/index.ts";
import { limitOf, type Limits } from "../model/index.ts";
import { coarseNumbers, fineNumbers } from "./human-numbers.ts";

/** One choice along a dimension: the leading value and all settings that go with it. */
export interface Option {
  readonly value: number;
  readonly settings: readonly Setting[];
}

/** Values that are chosen as one: a parameter, or the rate of a token bucket with its burst. What is on is 1. */
export interface Dimension {
  readonly parameter: string;
  /** As it is now, in the first place, then ascending. */
  readonly coarse: readonly Option[];
  /** Options between two leading values, both excluded, ascending. */
  readonly between: (low: number, high: number) => readonly Option[];
  /** So high that it limits nothing. */
  readonly lifted: readonly Setting[];
}

/** Bursts that are tried with a rate, in units of it: a second's worth, and two. */
const burstsPerRate = [1, 2];

/**
 * Groups parameters into dimensions. Left out is whatever the simulation has no station for, or has no range.
 * @param ids the parameters that may be changed together
 * @param limits the values that hold now
 */
export function dimensionsOf(ids: readonly string[], limits: Limits): readonly Dimension[] {
  const known = ids.flatMap((id) => findParameter(id) ?? []);
  const rates = known.filter(
    ({ mechanism }) => mechanism.kind === "token-bucket" && mechanism.role === "rate",
  );
  const bursts = known.filter(
    ({ mechanism }) => mechanism.kind === "token-bucket" && mechanism.role === "burst",
  );
  const waits = known.filter(({ type, mechanism }) => type === "boolean" && isSimulated(mechanism));
  const pools = known.filter(({ mechanism }) => mechanism.kind === "worker-pool");
  const burstOf = (rate: Parameter): Parameter | undefined =>
    bursts.find(({ id }) => rate.goesWith.includes(id));
  const paired = new Set(rates.flatMap((rate) => burstOf(rate)?.id ?? []));
  return [
    ...rates.map((rate) => bucketDimension(rate, burstOf(rate), limits)),
    ...[...bursts.filter(({ id }) => !paired.has(id)), ...pools].map((parameter) =>
      dimension(parameter, limits, (value) => [{ value, settings: [{ parameter: parameter.id, value }] }]),
    ),
    ...waits.map((parameter) => switchDimension(parameter, limits)),
  ];
}

/** The poll that the simulation has a station for. */
function isSimulated(mechanism: Parameter["mechanism"]): boolean {
  return mechanism.kind === "polling-period" && mechanism.poll === "kubelet-volume-wait";
}

/** Something that is on or off, and costs nothing when it is off. */
function switchDimension({ id }: Parameter, limits: Limits): Dimension {
  const off: Option = { value: 0, settings: [{ parameter: id, value: false }] };
  const now = limitOf(limits, id);
  return {
    parameter: id,
    coarse: [{ value: now, settings: [] }, ...(now === 0 ? [] : [off])],
    between: () => [],
    lifted: off.settings,
  };
}

function bucketDimension(rate: Parameter, burst: Parameter | undefined, limits: Limits): Dimension {
  const alone = (value: number): Option => ({ value, settings: [{ parameter: rate.id, value }] });
  if (burst === undefined) return dimension(rate, limits, (value) => [alone(value)]);
  const least = limitOf(limits, burst.id);
  const most = burst.range?.max ?? Infinity;
  const found = dimension(rate, limits, (value) => {
    // A smaller burst than now would take something away; it comes first, so that it is chosen where it will do.
    const sizes = new Set(
      burstsPerRate.map((factor) => Math.min(most, Math.max(least, Math.ceil(factor * value)))),
    );
    return [...sizes].map((size) => ({
      value,
      settings: [...alone(value).settings, { parameter: burst.id, value: size }],
    }));
  });
  return { ...found, lifted: [...found.lifted, { parameter: burst.id, value: burst.range?.max ?? least }] };
}

function dimension(
  parameter: Parameter,
  limits: Limits,
  optionsFor: (value: number) => readonly Option[],
): Dimension {
  const now = limitOf(limits, parameter.id);
  const max = parameter.range?.max ?? now;
  return {
    parameter: parameter.id,
    coarse: [{ value: now, settings: [] }, ...coarseNumbers(now, max).flatMap(optionsFor)],
    between: (low, high) =>
      fineNumbers(Math.max(low, now), max)
        .filter((value) => value < high)
        .flatMap(optionsFor),
    lifted: [{ parameter: parameter.id, value: max }],
  };
}
