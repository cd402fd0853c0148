import type { Config } from "vega-lite";
import { stages, type StageId } from "../../knowledge/index.ts";

/** Width of every chart's plot with its row labels, pixels. */
export const chartWidth = 800;

/**
 * Stage colours that keep apart for people with any colour vision (CIELAB distance above 14 for each pair under
 * simulated protanopia, deuteranopia and tritanopia) and stand out from the page with at least 3:1.
 */
export const stageColours: Readonly<Record<StageId, { readonly light: string; readonly dark: string }>> = {
  S1: { light: "#7b8494", dark: "#e1e5ea" },
  S2: { light: "#7a2a6e", dark: "#b767b5" },
  S3: { light: "#d4600a", dark: "#f07f33" },
  S4: { light: "#0a5fb0", dark: "#4698f0" },
  S5: { light: "#2f9d7e", dark: "#4cc9a0" },
  S6: { light: "#6b5200", dark: "#f2de7a" },
};

/** How a stretch of a chart is painted: CSS variables and patterns of the page, so that both themes fit. */
export function paint(stage: StageId | "unseen", modelled: boolean): string {
  if (stage === "unseen") return "var(--unseen)";
  return modelled ? `url(#modelled-${stage})` : `var(--${stage})`;
}

/** Every paint a chart may use, as a scale that maps each to itself. */
export const paintScale = {
  domain: [...stages.flatMap(({ id }) => [paint(id, false), paint(id, true)]), paint("unseen", false)],
  range: [...stages.flatMap(({ id }) => [paint(id, false), paint(id, true)]), paint("unseen", false)],
};

/** Text and lines take the colour and the letters of the page. */
export const theme: Config = {
  background: "transparent",
  font: "inherit",
  view: { stroke: null },
  axis: {
    labelColor: "currentColor",
    titleColor: "currentColor",
    tickColor: "currentColor",
    domainColor: "currentColor",
    gridColor: "currentColor",
    gridOpacity: 0.14,
    domainOpacity: 0.4,
    tickOpacity: 0.4,
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: "normal",
  },
  title: { color: "currentColor", fontSize: 13, fontWeight: 600, anchor: "start", offset: 8 },
};
