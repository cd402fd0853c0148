import { join } from "node:path";
import { renderHtml, renderMarkdown } from "../../reports/index.ts";
import { writeReport, type StoredRun } from "../store/index.ts";

/** Writes both reports into the run folder and gives their paths. */
export async function writeReports(run: StoredRun): Promise<readonly string[]> {
  const reports = { "report.md": renderMarkdown(run), "report.html": await renderHtml(run) };
  for (const [name, text] of Object.entries(reports)) await writeReport(run.folder, name, text);
  return Object.keys(reports).map((name) => join(run.folder, name));
}
