import {
  constants,
  defaultOf,
  existsIn,
  parameters,
  stages as pipeline,
  type StageId,
} from "../../../../knowledge/index.ts";
import { print, table } from "../../table.ts";
import { requireRelease } from "./releases.ts";
import { mechanismText, withUnit } from "./words.ts";

interface Bound {
  readonly id: string;
  readonly settable: boolean;
  readonly value: string;
  readonly mechanism: string;
  readonly formula: string;
}

/** `columbo knowledge stages`: the stages of the pipeline, and what bounds each. */
export async function stages(options: {
  readonly json?: boolean;
  readonly kubernetes: string;
}): Promise<void> {
  const release = await requireRelease(options.kubernetes, "--kubernetes");
  const all = pipeline.map((stage) => ({ ...stage, bounds: boundsOf(stage.id, release) }));
  print(options.json, all, () =>
    all
      .map(({ id, short, name, component, from, to, bounds }) => {
        const rows = bounds.map((bound) => [
          bound.id,
          bound.value,
          bound.settable ? "yes" : "no",
          bound.mechanism,
          bound.formula,
        ]);
        const head = `${id} (${short}) ${name}: ${component}, from ${from} to ${to}`;
        return `${head}\n\n${table(["bound by", release, "settable", "mechanism", "how"], rows)}`;
      })
      .join("\n\n"),
  );
}

function boundsOf(stage: StageId, release: string): readonly Bound[] {
  return [
    ...parameters
      .filter((one) => one.stages.includes(stage) && existsIn(one, release))
      .map((one) => ({
        id: one.id,
        settable: true,
        value: withUnit(defaultOf(one, release), one.unit),
        mechanism: mechanismText(one.mechanism),
        formula: one.formula,
      })),
    ...constants
      .filter((one) => one.stages.includes(stage))
      .map((one) => ({
        id: one.id,
        settable: false,
        value: withUnit(one.value, one.unit),
        mechanism: mechanismText(one.mechanism),
        formula: one.formula,
      })),
  ];
}
