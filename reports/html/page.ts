import type { Element, ElementContent, Root as HastRoot } from "hast";
import type { Root, RootContent } from "mdast";
import { toHtml } from "hast-util-to-html";
import { toHast } from "mdast-util-to-hast";
import type { StoredRun } from "../../engine/store/stored-run.ts";
import { documentOf } from "../document/index.ts";
import type { Figure, Section } from "../document/nodes.ts";
import { redact } from "../document/redact.ts";
import { element } from "./elements.ts";
import { handlers } from "./handlers.ts";
import { hatchings } from "./legend.ts";
import { style } from "./style.ts";

/** Not even a slip could make this page fetch something: the browser is told to refuse. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** What stands around a document on its page. */
export interface PageFrame {
  readonly title: string;
  /** The line above the headline. */
  readonly kicker: string;
  /** Columbo's version. */
  readonly columbo: string;
}

/** The report as one HTML file that needs nothing else: no network, no script, light and dark, for screen and paper. */
export async function renderHtml(run: StoredRun): Promise<string> {
  const { headline, experiment, kubernetes, environment } = run.result;
  return pageOf(documentOf(run), {
    title: `${headline} - Columbo, ${experiment}`,
    kicker: `Columbo report · ${experiment} · Kubernetes ${kubernetes}`,
    columbo: environment.columbo,
  });
}

/** A document as such a file. */
export async function pageOf(document: Root, { title, kicker, columbo }: PageFrame): Promise<string> {
  const { draw } = await import("../charts/draw.ts");
  const drawn = new Map<Figure, string>();
  for (const figure of figuresOf(document.children)) drawn.set(figure, await draw(figure.chart));
  const blocks = (children: RootContent[]): ElementContent[] => {
    const tree = toHast({ type: "root", children }, { handlers: handlers(drawn) });
    return tree.type === "root" ? (tree.children as ElementContent[]) : [];
  };
  const parts = document.children.filter((node) => node.type === "section");
  const page = element(
    "html",
    { lang: "en" },
    head(title),
    element(
      "body",
      {},
      hatchings(),
      element("a", { className: ["skip"], href: "#main" }, "To the report"),
      element(
        "header",
        {},
        element("p", { className: ["kicker"] }, redact(kicker)),
        ...blocks(document.children.filter((node) => node.type !== "section")),
        contents(parts),
      ),
      element("main", { id: "main" }, ...blocks(parts)),
      element("footer", {}, element("p", {}, `Written by Columbo ${columbo}.`)),
    ),
  );
  const root: HastRoot = { type: "root", children: [{ type: "doctype" }, page] };
  // Raw nodes are the charts alone: raw HTML in the document itself is dropped on the way to hast.
  return toHtml(root, { allowDangerousHtml: true });
}

function head(title: string): Element {
  return element(
    "head",
    {},
    element("meta", { charSet: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { httpEquiv: ["Content-Security-Policy"], content: policy }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("link", { rel: ["icon"], href: "data:," }),
    element("title", {}, redact(title)),
    element("style", {}, style),
  );
}

function contents(parts: readonly Section[]): Element {
  return element(
    "nav",
    { ariaLabel: "Contents" },
    element(
      "ul",
      {},
      ...parts.map(({ id, title }) => element("li", {}, element("a", { href: `#${id}` }, title))),
    ),
  );
}

function figuresOf(nodes: readonly RootContent[]): readonly Figure[] {
  return nodes.flatMap((node) =>
    node.type === "figure" ? [node] : node.type === "section" ? figuresOf(node.children) : [],
  );
}
