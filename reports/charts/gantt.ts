import type { TopLevelSpec } from "vega-lite";
import type { GanttChart } from "./chart.ts";
import { chartWidth, paint, paintScale, theme } from "./theme.ts";

/** Height of one row: tall enough to be read while rows are few, never more than 300 pixels together. */
const panelHeight = (rows: number): number => Math.min(300, Math.max(40, rows * 14));

/** One panel per trial, one row per container, one time scale for all panels. */
export function gantt(chart: GanttChart): TopLevelSpec {
  return {
    config: theme,
    spacing: 20,
    vconcat: chart.panels.map((panel, index) => ({
      title: panel.title,
      width: chartWidth,
      height: panelHeight(panel.rows.length),
      data: {
        values: panel.rows.flatMap((row, position) =>
          row.map((span) => ({
            from: span.from,
            to: span.to,
            row: position,
            next: position + 1,
            paint: paint(span.stage, span.modelled),
          })),
        ),
      },
      mark: { type: "rect", aria: false },
      encoding: {
        x: {
          field: "from",
          type: "quantitative",
          scale: { domain: [0, chart.end], nice: true },
          axis: {
            title: index === chart.panels.length - 1 ? "seconds since the client started" : null,
            tickCount: 10,
          },
        },
        x2: { field: "to" },
        y: {
          field: "row",
          type: "quantitative",
          scale: { domain: [0, panel.rows.length], reverse: true, nice: false },
          axis: null,
        },
        y2: { field: "next" },
        color: { field: "paint", type: "nominal", scale: paintScale, legend: null },
      },
    })),
    resolve: { scale: { x: "shared", y: "independent" }, axis: { x: "independent" } },
  };
}
