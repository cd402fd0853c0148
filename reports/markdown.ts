import type { Cards, Figure, Fold, Section } from "./document/nodes.ts";
import type { Root } from "mdast";
import { gfmToMarkdown } from "mdast-util-gfm";
import { toMarkdown, type Handle } from "mdast-util-to-markdown";
import { documentOf } from "./document/index.ts";
import { list, paragraph, strong } from "./document/nodes.ts";
import type { StoredRun } from "../engine/store/stored-run.ts";

/** The report as Markdown: charts become their tables, cards a list. */
export function renderMarkdown(run: StoredRun): string {
  return markdownOf(documentOf(run));
}

/** A document as Markdown. */
export function markdownOf(document: Root): string {
  return toMarkdown(document, {
    bullet: "-",
    rule: "-",
    extensions: [gfmToMarkdown()],
    handlers: { section, cards, figure, fold },
  });
}

const section: Handle = (node: Section, _parent, state, info) => state.containerFlow(node, info);

const cards: Handle = (node: Cards, _parent, state, info) =>
  state.handle(
    list(
      node.cards.map(({ label, value, notes }) => [
        strong(`${label}: ${value}`),
        ...(notes.length === 0 ? [] : [` (${notes.join("; ")})`]),
      ]),
    ),
    undefined,
    state,
    info,
  );

const figure: Handle = (node: Figure, _parent, state, info) =>
  state.containerFlow(
    {
      type: "root",
      children: [paragraph(strong(node.children[0].data?.caption ?? node.name)), ...node.children],
    },
    info,
  );

const fold: Handle = (node: Fold, _parent, state, info) =>
  state.containerFlow({ type: "root", children: [paragraph(strong(node.summary)), ...node.children] }, info);
