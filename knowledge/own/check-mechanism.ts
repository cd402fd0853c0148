import type { PointId } from "../stages/points.ts";
import { didYouMean, type YamlFault } from "../yaml/index.ts";
import type { Draft } from "./draft.ts";
import { isPoint, mechanismNumbers, ownPoints, pointOfStage } from "./mechanisms.ts";
import type { OwnMechanism, OwnRole } from "./own-parameter.ts";
import type { WrittenMechanism } from "./schema.ts";

const kinds = Object.keys(mechanismNumbers);
const roles: readonly OwnRole[] = ["rate", "burst", "workers", "seconds"];
const listed = (names: readonly string[]): string => names.join(", ");

/** Faults of a mechanism: its kind, the numbers that it is made of, where it stands. */
export function checkMechanism({ mechanism, fault }: Draft): readonly YamlFault[] {
  if (mechanism === undefined) return [];
  const { kind } = mechanism;
  const place = checkPlace(mechanism).map(([key, text]) => fault(["mechanism", ...key], text));
  if (!isKind(kind))
    return [
      fault(
        ["mechanism", "kind"],
        `unknown mechanism "${kind}", expected one of ${listed(kinds)}${didYouMean(kind, kinds)}`,
      ),
      ...place,
    ];
  const wanted = mechanismNumbers[kind];
  return [
    ...wanted
      .filter((role) => mechanism[role] === undefined)
      .map((role) => fault(["mechanism"], `a ${kind} needs "${role}"`)),
    ...roles
      .filter((role) => !wanted.includes(role) && mechanism[role] !== undefined)
      .map((role) => fault(["mechanism", role], `a ${kind} has no "${role}", only ${listed(wanted)}`)),
    ...place,
  ];
}

function checkPlace({
  before,
  stage,
}: WrittenMechanism): readonly (readonly [key: string[], text: string])[] {
  if ((before === undefined) === (stage === undefined))
    return [[[], 'expected either "before" with a point or "stage" with a stage, one of them']];
  if (before !== undefined) {
    if (ownPoints.some((point) => point === before)) return [];
    if (isPoint(before))
      return [[["before"], `pods do not pass ${before} one by one, expected one of ${listed(ownPoints)}`]];
    return [
      [
        ["before"],
        `there is no point "${before}", expected one of ${listed(ownPoints)}${didYouMean(before, ownPoints)}`,
      ],
    ];
  }
  if (stage === undefined || pointOfStage(stage) !== undefined) return [];
  return [[["stage"], `expected S3, S4, S5 or S6, which pods pass one by one, found "${stage}"`]];
}

/** A mechanism whose kind, numbers and place were checked. */
export function mechanismOf(written: WrittenMechanism, id: string): OwnMechanism {
  const { kind, name = id, before, stage = "", per = "cluster" } = written;
  const point = (before ?? pointOfStage(stage)) as PointId;
  const wanted = isKind(kind) ? mechanismNumbers[kind] : [];
  const numbers = Object.fromEntries(wanted.map((role) => [role, written[role]]));
  return { kind, name, before: point, per, ...numbers } as unknown as OwnMechanism;
}

function isKind(kind: string): kind is OwnMechanism["kind"] {
  return Object.hasOwn(mechanismNumbers, kind);
}
