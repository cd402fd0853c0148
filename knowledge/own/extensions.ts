import type { DerivedNumber, PathExtension } from "../paths/extension.ts";
import { ownNumbers } from "./derived-numbers.ts";
import type { FormulaText, OwnKnowledge, OwnMechanism } from "./own-parameter.ts";

/** The mechanisms of these parameters and constants, as the simulation takes them, in the order of the files. */
export function extensionsOf(own: OwnKnowledge | undefined): readonly PathExtension[] {
  if (own === undefined) return [];
  const numberOf = ownNumbers(own);
  return [...own.parameters, ...own.constants].flatMap(({ id, mechanism }) =>
    mechanism === undefined ? [] : [extensionOf(mechanism, (text) => numberOf(text, id).compute)],
  );
}

function extensionOf(mechanism: OwnMechanism, numberOf: (text: FormulaText) => DerivedNumber): PathExtension {
  const { name, before, per } = mechanism;
  return { name, before, per, station: stationOf(mechanism, numberOf) };
}

function stationOf(
  mechanism: OwnMechanism,
  numberOf: (text: FormulaText) => DerivedNumber,
): PathExtension["station"] {
  switch (mechanism.kind) {
    case "token-bucket":
      return {
        kind: "token-bucket",
        rate: numberOf(mechanism.rate),
        burst: whole(numberOf(mechanism.burst)),
      };
    case "worker-pool":
      return {
        kind: "worker-pool",
        workers: whole(numberOf(mechanism.workers)),
        seconds: numberOf(mechanism.seconds),
      };
    case "serial-loop":
      return { kind: "worker-pool", workers: () => 1, seconds: numberOf(mechanism.seconds) };
    case "delay":
    case "polling-period":
      return { kind: mechanism.kind, seconds: numberOf(mechanism.seconds) };
  }
}

/** Tokens and workers come whole. */
function whole(number: DerivedNumber): DerivedNumber {
  return (limits, counts) => Math.floor(number(limits, counts));
}
