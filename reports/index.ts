export { renderHtml } from "./html/page.ts";
export { renderMarkdown } from "./markdown.ts";
export {
  renderSimulatedHtml,
  renderSimulatedMarkdown,
  type SimulatedConfiguration,
  type SimulatedReport,
} from "./simulated/index.ts";
