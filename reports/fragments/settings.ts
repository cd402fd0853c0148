import { Document } from "yaml";
import type { Component, Parameter, ParameterValue } from "../../knowledge/index.ts";

/** A known parameter with the value it shall have. */
export interface SettingOf {
  readonly parameter: Parameter;
  readonly value: ParameterValue;
}

/** The arguments that set these, as `name` without dashes and `value`; a component's feature gates are one of them. */
export function flagsOf(
  settings: readonly SettingOf[],
  component: Component,
): readonly { readonly name: string; readonly value: string }[] {
  const own = settings.filter(({ parameter }) => parameter.component === component);
  const gates = own.flatMap(({ parameter: { set }, value }) =>
    set.by === "feature-gate" && component !== "kubelet" ? [`${set.gate}=${String(value)}`] : [],
  );
  return [
    ...own.flatMap(({ parameter: { set }, value }) =>
      set.by === "flag" ? [{ name: set.flag.replace(/^-+/, ""), value: String(value) }] : [],
    ),
    ...(gates.length === 0 ? [] : [{ name: "feature-gates", value: gates.join(",") }]),
  ];
}

/** Where a value stands in a configuration file; a kubelet's file has its gates too. */
function pathIn({ component, set }: Parameter): readonly string[] | undefined {
  if (set.by === "config-file") return set.path.split(".");
  return set.by === "feature-gate" && component === "kubelet" ? ["featureGates", set.gate] : undefined;
}

/**
 * A component's configuration file as YAML, with the settings that belong into it; undefined when none does.
 * @param head what stands before them: apiVersion, kind, and what the file cannot do without
 */
export function configurationOf(
  settings: readonly SettingOf[],
  component: Component,
  head: Readonly<Record<string, unknown>>,
): string | undefined {
  const own = settings.flatMap(({ parameter, value }) => {
    const path = parameter.component === component ? pathIn(parameter) : undefined;
    return path === undefined ? [] : [{ path, value }];
  });
  if (own.length === 0) return undefined;
  const document = new Document(head);
  for (const { path, value } of own) document.setIn(path, value);
  return document.toString();
}

/** An object with this value at this path, whatever stood there. */
export function withValue(object: object, [first = "", ...rest]: readonly string[], value: unknown): object {
  const below = (object as Readonly<Record<string, object>>)[first] ?? {};
  return { ...object, [first]: rest.length === 0 ? value : withValue(below, rest, value) };
}
