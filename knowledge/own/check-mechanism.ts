import type { PointId } from "../stages/point.ts";
import { comparePoints } from "../stages/points.ts";
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
  per,
}: WrittenMechanism): readonly (readonly [key: string[], text: string])[] {
  if ((before === undefined) === (stage === undefined))
    return [[[], 'expected either "before" with a point or "stage" with a stage, one of them']];
  const point = before ?? pointOfStage(stage ?? "");
  if (point === undefined)
    return [[["stage"], `expected S3, S4, S5 or S6, which pods pass one by one, found "${String(stage)}"`]];
  const known = ownPoints.find((one) => one === point);
  if (known !== undefined) {
    if (per !== "node" || comparePoints(known, "pod-binding") > 0) return [];
    return [[["per"], `a pod has no node before ${known}, expected a point after pod-binding`]];
  }
  if (isPoint(point))
    return [[["before"], `pods do not pass ${point} one by one, expected one of ${listed(ownPoints)}`]];
  return [
    [
      ["before"],
      `there is no point "${point}", expected one of ${listed(ownPoints)}${didYouMean(point, ownPoints)}`,
    ],
  ];
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
