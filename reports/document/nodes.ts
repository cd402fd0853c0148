/**
 * The document tree: mdast with four block nodes of our own. Each has a form in HTML and one in Markdown;
 * everything else is plain mdast, so that its escaping is the libraries'.
 */
import type { Parent, PhrasingContent, RootContent, Table } from "mdast";
import type { Chart } from "../charts/chart.ts";
import { redact } from "./redact.ts";

/** A part of the report with a heading of its own as its first child. */
export interface Section extends Parent {
  type: "section";
  id: string;
  title: string;
  children: RootContent[];
}

/** One figure of the summary: a label, a value that is read at a glance, and what to know beside it. */
export interface Card {
  readonly label: string;
  readonly value: string;
  readonly notes: readonly string[];
  /** Takes a line of its own, with its notes beside each other. */
  readonly wide?: true;
}

export interface Cards extends Parent {
  type: "cards";
  cards: readonly Card[];
  children: never[];
}

/** A chart; its table says the same and is all that Markdown shows. */
export interface Figure extends Parent {
  type: "figure";
  /** The accessible name: what the chart shows and its message. */
  name: string;
  caption: string;
  chart: Chart;
  /** The table is open beside the chart, not folded away. */
  open: boolean;
  children: [Table];
}

/** A part that is folded away in HTML. */
export interface Fold extends Parent {
  type: "fold";
  summary: string;
  children: RootContent[];
}

declare module "mdast" {
  interface RootContentMap {
    section: Section;
    cards: Cards;
    figure: Figure;
    fold: Fold;
  }
  interface TableData {
    /** Names the table for those who do not see what stands around it. */
    caption?: string;
  }
}

/** A piece of a line; plain strings become escaped text. */
export type Inline = string | PhrasingContent;

const inline = (content: Inline): PhrasingContent =>
  typeof content === "string" ? { type: "text", value: redact(content) } : content;

/** Code in a line: names of settings, files and commands. */
export function code(value: string): PhrasingContent {
  return { type: "inlineCode", value: redact(value) };
}

export function strong(value: string): PhrasingContent {
  return { type: "strong", children: [inline(value)] };
}

/** A short mark such as "kept" or "modelled"; `look` picks its colour in HTML, the word says it everywhere. */
export function tag(value: string, look: "good" | "bad" | "plain"): PhrasingContent {
  return {
    type: "emphasis",
    children: [inline(value)],
    data: { hName: "span", hProperties: { className: ["tag", `tag-${look}`] } },
  };
}

export function paragraph(...content: Inline[]): RootContent {
  return { type: "paragraph", children: content.map(inline) };
}

export function heading(depth: 1 | 2 | 3, id: string | undefined, ...content: Inline[]): RootContent {
  return {
    type: "heading",
    depth,
    children: content.map(inline),
    ...(id === undefined ? {} : { data: { hProperties: { id } } }),
  };
}

export function list(items: readonly (readonly Inline[])[], ordered = false): RootContent {
  return {
    type: "list",
    ordered,
    spread: false,
    children: items.map((item) => ({
      type: "listItem",
      spread: false,
      children: [{ type: "paragraph", children: item.map(inline) }],
    })),
  };
}

export function codeBlock(lang: string, value: string): RootContent {
  return { type: "code", lang, value: redact(value) };
}

export function section(id: string, title: string, ...children: RootContent[]): Section {
  return { type: "section", id, title, children: [heading(2, id, title), ...children] };
}

export function fold(summary: string, ...children: RootContent[]): Fold {
  return { type: "fold", summary, children };
}

/** A column: its heading, and whether its cells are figures (set to the right). */
export type Column = string | { readonly figure: string };

/** A table whose first column names its rows. */
export function table(
  caption: string,
  columns: readonly Column[],
  rows: readonly (readonly (Inline | readonly Inline[])[])[],
): Table {
  const cells = (row: readonly (Inline | readonly Inline[])[]): Table["children"][number] => ({
    type: "tableRow",
    children: row.map((cell) => ({
      type: "tableCell",
      children: (Array.isArray(cell) ? (cell as readonly Inline[]) : [cell as Inline]).map(inline),
    })),
  });
  return {
    type: "table",
    align: columns.map((column) => (typeof column === "string" ? null : "right")),
    children: [
      cells(columns.map((column) => (typeof column === "string" ? column : column.figure))),
      ...rows.map(cells),
    ],
    data: { caption },
  };
}
