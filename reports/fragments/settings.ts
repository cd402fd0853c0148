import { Document } from "yaml";
import type { Component, Parameter, ParameterValue } from "../../knowledge/index.ts";

/** A known parameter with the value it shall have. */
export interface SettingOf {
  readonly parameter: Parameter;
  readonly value: ParameterValue;
}

/** The settings that a component takes as flags, as `name` without dashes and `value`. */
export function flagsOf(
  settings: readonly SettingOf[],
  component: Component,
): readonly { readonly name: string; readonly value: string }[] {
  return settings.flatMap(({ parameter, value }) =>
    parameter.component === component && parameter.set.by === "flag"
      ? [{ name: parameter.set.flag.replace(/^-+/, ""), value: String(value) }]
      : [],
  );
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
  const own = settings.flatMap(({ parameter, value }) =>
    parameter.component === component && parameter.set.by === "config-file"
      ? [{ path: parameter.set.path.split("."), value }]
      : [],
  );
  if (own.length === 0) return undefined;
  const document = new Document(head);
  for (const { path, value } of own) document.setIn(path, value);
  return document.toString();
}
