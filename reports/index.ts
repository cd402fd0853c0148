export { renderHtml } from "./html/page.ts";
export { renderMarkdown } from "./markdown.ts";
