import type { TopLevelSpec } from "vega-lite";
import type { TrialsChart } from "./chart.ts";
import { chartWidth, theme } from "./theme.ts";

/**
 * A strip per set of trials: a dot for each trial, as its distance from the set's median in per cent. Seconds
 * would show the gain again and hide the spread, which is what this chart is for.
 */
export function trialsStrip(chart: TrialsChart): TopLevelSpec {
  const values = chart.groups.flatMap(({ title, median, trials }) =>
    trials.map((seconds) => ({ title, off: (seconds / median - 1) * 100 })),
  );
  // Below 5 % either way the scale stays as it is: trials that agree shall look as if they did.
  const reach = Math.max(5, ...values.map(({ off }) => Math.abs(off)));
  return {
    config: theme,
    width: chartWidth - 110,
    height: { step: 40 },
    layer: [
      {
        data: { values: [{ off: 0 }] },
        mark: { type: "rule", aria: false, color: "currentColor", opacity: 0.5 },
        encoding: { x: { field: "off", type: "quantitative" } },
      },
      {
        data: { values },
        mark: { type: "point", aria: false, filled: true, size: 90, opacity: 0.7, color: "var(--dot)" },
        encoding: {
          x: {
            field: "off",
            type: "quantitative",
            scale: { domain: [-reach, reach], nice: true },
            axis: {
              title: "distance from the median of its set",
              tickCount: 10,
              labelExpr: "datum.value === 0 ? 'median' : format(datum.value, '+~r') + ' %'",
            },
          },
          y: {
            field: "title",
            type: "nominal",
            sort: null,
            axis: {
              title: null,
              ticks: false,
              domain: false,
              labelPadding: 8,
              minExtent: 110,
              maxExtent: 110,
            },
          },
        },
      },
    ],
  };
}
