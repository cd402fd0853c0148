import { parse, View } from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import type { Chart } from "./chart.ts";
import { gantt } from "./gantt.ts";
import { stagesBars } from "./stages.ts";
import { trialsStrip } from "./trials.ts";

/**
 * Draws a chart as an SVG string, without a browser. Imports of this file are to be lazy: the drawing libraries
 * take longer to load than a whole report without charts to write.
 */
export async function draw(chart: Chart): Promise<string> {
  const view = new View(parse(compile(specOf(chart)).spec), { renderer: "none" });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

function specOf(chart: Chart): TopLevelSpec {
  switch (chart.kind) {
    case "gantt":
      return gantt(chart);
    case "stages":
      return stagesBars(chart);
    case "trials":
      return trialsStrip(chart);
  }
}
