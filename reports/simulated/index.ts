import { pageOf } from "../html/page.ts";
import { markdownOf } from "../markdown.ts";
import { simulatedDocument, type SimulatedReport } from "./document.ts";

export type { SimulatedConfiguration, SimulatedReport } from "./document.ts";

/** What was simulated, as Markdown. */
export function renderSimulatedMarkdown(report: SimulatedReport): string {
  return markdownOf(simulatedDocument(report));
}

/** The same as one HTML file, with the pods' way through the stages as a chart. */
export async function renderSimulatedHtml(report: SimulatedReport): Promise<string> {
  const { headline, experiment, kubernetes, columbo } = report;
  return pageOf(simulatedDocument(report), {
    title: `${headline} - Columbo, ${experiment}`,
    kicker: `Columbo simulation · ${experiment} · Kubernetes ${kubernetes}`,
    columbo,
  });
}
