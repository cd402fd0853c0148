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
