import type { Element, ElementContent } from "hast";
import type { Code, Table, Text } from "mdast";
import { defaultHandlers, type Handler, type Handlers } from "mdast-util-to-hast";
import type { Cards, Figure, Fold, Section } from "../document/nodes.ts";
import { element } from "./elements.ts";
import { legend } from "./legend.ts";
import { unbroken } from "./unbroken.ts";

/** How each block of the document looks in HTML; `svg` has the drawn chart of every figure. */
export function handlers(svg: ReadonlyMap<Figure, string>): Handlers {
  return {
    section,
    cards,
    fold,
    table,
    code,
    text,
    figure: (state, node: Figure) =>
      element(
        "figure",
        {},
        ...legend(node.chart),
        // The SVG is Columbo's own drawing library's output, which escapes its texts.
        element(
          "div",
          { className: ["scroll", "chart"], role: "img", ariaLabel: node.name, tabIndex: 0 },
          { type: "raw", value: (svg.get(node) ?? "").replace("<svg ", '<svg aria-hidden="true" ') },
        ),
        element("figcaption", {}, ...unbroken(node.caption)),
        element(
          "details",
          { open: node.open },
          element("summary", {}, "The same as a table"),
          ...state.all(node),
        ),
      ),
  };
}

const section: Handler = (state, node: Section) =>
  element("section", { ariaLabelledBy: [node.id] }, ...state.all(node));

const cards: Handler = (_state, node: Cards) =>
  element(
    "dl",
    { className: ["cards"] },
    ...node.cards.map(({ label, value, notes, wide }) =>
      element(
        "div",
        wide === true ? { className: ["wide"] } : {},
        element("dt", {}, label),
        element("dd", { className: ["value"] }, ...unbroken(value)),
        ...notes.map((note) => element("dd", {}, ...unbroken(note))),
      ),
    ),
  );

const fold: Handler = (state, node: Fold) =>
  element("details", {}, element("summary", {}, node.summary), ...state.all(node));

const text: Handler = (_state, node: Text) => unbroken(node.value);

/** Wide code scrolls in its own box, which the keyboard must reach. */
const code: Handler = (state, node: Code) => {
  const block = defaultHandlers.code(state, node);
  return { ...block, properties: { ...block.properties, tabIndex: 0 } };
};

/** A table that scrolls in its own box, with the scope of every heading. */
const table: Handler = (state, node: Table) => {
  const caption = node.data?.caption ?? "";
  const right = (column: number): boolean => node.align?.[column] === "right";
  const cell = (row: Table["children"][number], scope: "col" | "row"): Element =>
    element(
      "tr",
      {},
      ...row.children.map((content, column): ElementContent => {
        const heading = scope === "col" || column === 0;
        return element(
          heading ? "th" : "td",
          { ...(heading ? { scope } : {}), ...(right(column) ? { className: ["figure"] } : {}) },
          ...state.all(content),
        );
      }),
    );
  const [head, ...body] = node.children;
  return element(
    "div",
    { className: ["scroll"], role: "region", ariaLabel: caption, tabIndex: 0 },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, ...(head === undefined ? [] : [cell(head, "col")])),
      element("tbody", {}, ...body.map((row) => cell(row, "row"))),
    ),
  );
};
