import type { TopLevelSpec } from "vega-lite";
import type { StagesChart } from "./chart.ts";
import { chartWidth, paint, paintScale, theme } from "./theme.ts";

/** One bar per reading, cut into the stages in their order. */
export function stagesBars(chart: StagesChart): TopLevelSpec {
  return {
    config: theme,
    width: chartWidth - 110,
    height: { step: 34 },
    data: {
      values: chart.bars.flatMap(({ title, parts }) =>
        parts.map((part, index) => {
          const from = parts.slice(0, index).reduce((sum, before) => sum + before.seconds, 0);
          return { title, from, to: from + part.seconds, paint: paint(part.stage, part.modelled) };
        }),
      ),
    },
    mark: { type: "bar", aria: false, height: 20 },
    encoding: {
      x: { field: "from", type: "quantitative", axis: { title: "seconds", tickCount: 10 } },
      x2: { field: "to" },
      y: {
        field: "title",
        type: "nominal",
        sort: null,
        axis: {
          title: null,
          ticks: false,
          domain: false,
          labelLimit: 0,
          labelPadding: 8,
          minExtent: 110,
          maxExtent: 110,
        },
      },
      color: { field: "paint", type: "nominal", scale: paintScale, legend: null },
    },
  };
}
