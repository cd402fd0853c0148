import type { Element, ElementContent, Root as HastRoot } from "hast";
import type { RootContent } from "mdast";
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

/** The report as one HTML file that needs nothing else: no network, no script, light and dark, for screen and paper. */
export async function renderHtml(run: StoredRun): Promise<string> {
  const document = documentOf(run);
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
    head(run),
    element(
      "body",
      {},
      hatchings(),
      element("a", { className: ["skip"], href: "#main" }, "To the report"),
      element(
        "header",
        {},
        element("p", { className: ["kicker"] }, kicker(run)),
        ...blocks(document.children.filter((node) => node.type !== "section")),
        contents(parts),
      ),
      element("main", { id: "main" }, ...blocks(parts)),
      element("footer", {}, element("p", {}, `Written by Columbo ${run.result.environment.columbo}.`)),
    ),
  );
  const root: HastRoot = { type: "root", children: [{ type: "doctype" }, page] };
  // Raw nodes are the charts alone: raw HTML in the document itself is dropped on the way to hast.
  return toHtml(root, { allowDangerousHtml: true });
}

function head({ result }: StoredRun): Element {
  return element(
    "head",
    {},
    element("meta", { charSet: "utf-8" }),
    element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
    element("meta", { httpEquiv: ["Content-Security-Policy"], content: policy }),
    element("meta", { name: "color-scheme", content: "light dark" }),
    element("link", { rel: ["icon"], href: "data:," }),
    element("title", {}, redact(`${result.headline} - Columbo, ${result.experiment}`)),
    element("style", {}, style),
  );
}

function kicker({ result }: StoredRun): string {
  return redact(`Columbo report · ${result.experiment} · Kubernetes ${result.kubernetes}`);
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
