import type { Element } from "hast";
import { stages } from "../../knowledge/index.ts";
import type { Chart } from "../charts/chart.ts";
import { element } from "./elements.ts";

/** The stages that a chart shows, in their order, each with its paint; nothing for charts without stages. */
export function legend(chart: Chart): Element[] {
  if (chart.kind === "trials") return [];
  const parts =
    chart.kind === "gantt"
      ? chart.panels.flatMap(({ rows }) => rows.flat())
      : chart.bars.flatMap((bar) => bar.parts);
  const shown = stages.flatMap(({ id, name }) => {
    const own = parts.filter(({ stage }) => stage === id);
    if (own.length === 0) return [];
    const modelled = own.filter((part) => part.modelled).length;
    const all = modelled === own.length;
    // On a mixed cluster only some of the pods are concerned.
    const text = `${id} ${name}${modelled === 0 ? "" : all ? " (modelled)" : " (modelled where hatched)"}`;
    return [entry(id, all, text)];
  });
  const unseen = parts.some(({ stage }) => stage === "unseen")
    ? [entry("unseen", false, "not seen by any source")]
    : [];
  return [element("ul", { className: ["legend"] }, ...shown, ...unseen)];
}

function entry(stage: string, modelled: boolean, text: string): Element {
  return element(
    "li",
    {},
    element("span", {
      className: ["swatch", `swatch-${stage}`, ...(modelled ? ["modelled"] : [])],
      ariaHidden: "true",
    }),
    text,
  );
}

/** The hatchings of modelled stages; charts refer to them by name. */
export function hatchings(): Element {
  return element(
    "svg",
    { className: ["defs"], width: 0, height: 0, ariaHidden: "true", focusable: "false" },
    element(
      "defs",
      {},
      ...stages.map(({ id }) =>
        element(
          "pattern",
          {
            id: `modelled-${id}`,
            width: 6,
            height: 6,
            patternUnits: "userSpaceOnUse",
            patternTransform: "rotate(45)",
          },
          element("rect", { width: 6, height: 6, fill: `var(--${id})`, fillOpacity: 0.3 }),
          element("rect", { width: 2.5, height: 6, fill: `var(--${id})` }),
        ),
      ),
    ),
  );
}
