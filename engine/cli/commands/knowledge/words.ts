import type {
  CatalogueState,
  Mechanism,
  Parameter,
  ParameterValue,
  SetBy,
} from "../../../../knowledge/index.ts";

/** A value with its unit, such as `50 requests/s`. */
export function withUnit(value: ParameterValue, unit: string): string {
  return `${value} ${unit}`.trimEnd();
}

/** What a mechanism is of, beside its kind: `token-bucket of job-controller (rate)`. */
export function mechanismText({ kind, ...rest }: Mechanism): string {
  const { role, ...subject } = { role: undefined, ...rest };
  const of = Object.values(subject).join(" ");
  return `${kind} of ${of}${role === undefined ? "" : ` (${role})`}`;
}

/** Where a value is written, in words. */
export function setText(set: SetBy): string {
  switch (set.by) {
    case "flag":
      return `flag ${set.flag}`;
    case "config-file":
      return `field ${set.path} of the component's configuration file`;
    case "feature-gate":
      return `feature gate ${set.gate}`;
    case "api-object":
      return `field ${set.path} of the ${set.kind} ${set.name}`;
    case "workload":
      return `field ${set.path} of the ${set.owner === undefined ? "pod" : set.owner}'s spec`;
  }
}

/** What a parameter takes; undefined where nothing more than its type is known. */
export function rangeText({ range, choices, type }: Parameter): string | undefined {
  if (choices !== undefined) return choices.join(", ");
  if (range === undefined) return undefined;
  const unit = type === "duration" ? " s" : "";
  return `${range.min} to ${range.max}${unit}`;
}

/** What Kubernetes' sources say that a parameter is when nobody sets it. */
export function stateText(state: CatalogueState | undefined): string {
  if (state === undefined) return "-";
  const parts = [
    state.default === undefined ? "" : state.default === "" ? '""' : state.default,
    state.stage ?? "",
    state.locked === true ? "locked" : "",
    state.deprecated === true ? "deprecated" : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "unset" : parts.join(", ");
}

const LONGEST = 100;

/** The first sentence of a documentation, cut where it is long. */
export function firstSentence(doc: string): string {
  const [sentence = ""] = doc.split(/(?<=\.)\s/);
  return sentence.length <= LONGEST ? sentence : `${sentence.slice(0, LONGEST - 3).trimEnd()}...`;
}
