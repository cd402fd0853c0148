import type { RootContent } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown } from "mdast-util-to-markdown";
import { format, resolveConfig } from "prettier";

/** A page as the formatter leaves it, so that the formatter's check takes it. */
export async function renderPage(children: RootContent[], path: string): Promise<string> {
  const text = toMarkdown({ type: "root", children }, { extensions: [gfmToMarkdown()] });
  return format(text, { ...(await resolveConfig(path)), parser: "markdown" });
}
