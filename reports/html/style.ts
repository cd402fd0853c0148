import { stages } from "../../knowledge/index.ts";
import { stageColours } from "../charts/theme.ts";

const stageVariables = (theme: "light" | "dark"): string =>
  stages.map(({ id }) => `--${id}: ${stageColours[id][theme]};`).join(" ");

const stageSwatches = stages.map(({ id }) => `.swatch-${id} { --paint: var(--${id}); }`).join("\n");

/** The page's whole style sheet; dark only on screens, since paper is light. */
export const style = `
:root {
  --page: #ffffff; --raised: #f5f6f8; --text: #1c2128; --quiet: #57606a; --line: #d5d9df;
  --accent: #0a58a8; --good: #176639; --good-page: #e2f3e8; --bad: #9c2215; --bad-page: #fbe7e4;
  --dot: #0a5fb0; --unseen: #c9ced6; ${stageVariables("light")}
  color-scheme: light;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #16191d; --raised: #1f242a; --text: #e4e7eb; --quiet: #a2abb6; --line: #363d46;
    --accent: #7db9f5; --good: #7fd6a0; --good-page: #173524; --bad: #ff9d8f; --bad-page: #43201b;
    --dot: #4698f0; --unseen: #4a525d; ${stageVariables("dark")}
    color-scheme: dark;
  }
}
.unbroken { white-space: nowrap; }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body {
  margin: 0 auto; padding: 3rem 1.5rem 4rem; max-width: 60rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  overflow-wrap: break-word;
}
p, ul, ol { max-width: 44rem; margin: 0.75rem 0; }
a { color: var(--accent); text-underline-offset: 0.2em; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
.defs { position: absolute; }
.kicker { margin: 0; color: var(--quiet); font-size: 0.875rem; }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0.25rem 0 1rem; font-size: clamp(1.6rem, 1.1rem + 2.4vw, 2.5rem); font-weight: 650; letter-spacing: -0.02em; }
h2 { margin: 0 0 0.75rem; font-size: 1.4rem; font-weight: 650; letter-spacing: -0.01em; }
h3 { margin: 2rem 0 0.5rem; font-size: 1.05rem; font-weight: 650; }
section { margin-top: 2.75rem; padding-top: 2rem; border-top: 1px solid var(--line); }
header > p { font-size: 1.0625rem; }
header > p.kicker { font-size: 0.875rem; }
.tag {
  display: inline-block; padding: 0.05rem 0.5rem; border-radius: 1rem; font-size: 0.8125rem; font-weight: 600;
  line-height: 1.5; white-space: nowrap; letter-spacing: 0; border: 1px solid var(--line); color: var(--quiet);
}
.tag-good { color: var(--good); background: var(--good-page); border-color: transparent; }
.tag-bad { color: var(--bad); background: var(--bad-page); border-color: transparent; }
.cards { display: flex; flex-wrap: wrap; gap: 1rem; margin: 2rem 0 1.5rem; }
.cards > div { flex: 1 1 12rem; padding: 1rem 1.25rem; border-radius: 0.6rem; background: var(--raised); min-width: 0; }
.cards dt { color: var(--quiet); font-size: 0.875rem; }
.cards dd { margin: 0; color: var(--quiet); font-size: 0.8125rem; line-height: 1.5; overflow-wrap: anywhere; }
.cards dd.value { color: var(--text); font-size: 1.75rem; font-weight: 650; line-height: 1.35; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; }
.cards > .wide { flex-basis: 100%; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 1.5rem; }
.cards .wide dt, .cards .wide dd.value { grid-column: 1 / -1; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; max-width: none; padding: 0; margin: 0; list-style: none; font-size: 0.875rem; }
.scroll { overflow-x: auto; max-width: 100%; margin: 1rem 0; }
table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
caption { padding: 0 0 0.4rem; text-align: left; color: var(--quiet); font-size: 0.8125rem; }
th, td { padding: 0.4rem 1.25rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
td:not(.figure) { min-width: 6.5rem; }
th { font-weight: 500; }
thead th { color: var(--quiet); font-size: 0.8125rem; vertical-align: bottom; }
th.figure, td.figure { text-align: right; white-space: nowrap; }
thead th.figure { white-space: normal; }
code { font: 0.875em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
th code, td code { white-space: nowrap; }
p code, li code { overflow-wrap: anywhere; }
pre { overflow-x: auto; margin: 0.75rem 0; padding: 0.9rem 1.1rem; border-radius: 0.6rem; background: var(--raised); }
pre code { font-size: 0.8125rem; }
figure { margin: 1.75rem 0 2.5rem; }
figcaption { max-width: 44rem; color: var(--quiet); font-size: 0.875rem; }
.chart { margin: 0.75rem 0; }
.chart svg { display: block; width: 100%; min-width: 42rem; height: auto; }
.chart .mark-rect path { shape-rendering: crispEdges; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.1rem; max-width: none; padding: 0; list-style: none; font-size: 0.875rem; }
.legend li { display: flex; align-items: center; gap: 0.45rem; }
.swatch { width: 0.9rem; height: 0.9rem; border-radius: 0.15rem; background: var(--paint); }
.swatch.modelled {
  background: repeating-linear-gradient(135deg, var(--paint) 0 2.5px, color-mix(in srgb, var(--paint) 30%, transparent) 2.5px 6px);
}
.swatch-unseen { --paint: var(--unseen); }
${stageSwatches}
details { margin: 0.75rem 0; }
summary { cursor: pointer; color: var(--accent); font-size: 0.9rem; width: fit-content; }
footer { margin-top: 4rem; color: var(--quiet); font-size: 0.875rem; }
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; }
  section { margin-top: 2.25rem; padding-top: 1.5rem; }
  th, td { padding-right: 0.9rem; min-width: 5rem; }
  th code, td code { white-space: normal; overflow-wrap: anywhere; }
  th:first-child { min-width: 8.5rem; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip { display: none; }
  .chart, .tag, .swatch, pre, .cards > div { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .scroll { overflow: visible; }
  .chart svg { min-width: 0; }
  pre { white-space: pre-wrap; }
  figure, pre, tr, .cards { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
