import type { RootContent } from "mdast";
import { join } from "node:path";
import type { Catalogue } from "../../knowledge/catalogue/entry.ts";
import {
  constants,
  parameters,
  stages,
  type Constant,
  type Mechanism,
  type Parameter,
} from "../../knowledge/index.ts";
import { code, heading, list, paragraph, table, type Inline } from "../../reports/document/nodes.ts";
import { countsSection } from "./counts-section.ts";
import { renderPage } from "./markdown.ts";

/** Where the page is, below the package's root. */
export const PAGE_FILE = "docs/parameters.md";

/** docs/parameters.md: what Columbo knows of each parameter, and how many Kubernetes has in all. */
export function parametersPage(catalogue: Catalogue): Promise<string> {
  const components = [...new Set(parameters.map(({ component }) => component))];
  const content = [
    ...opening(),
    ...components.flatMap(componentSection),
    ...constantsSection(),
    ...countsSection(catalogue),
  ];
  return renderPage(content, join(import.meta.dirname, "../..", PAGE_FILE));
}

function opening(): readonly RootContent[] {
  return [
    heading(1, undefined, "Parameters"),
    paragraph(
      `Columbo knows ${String(parameters.length)} parameters that bound the way from a workload to its running containers, and `,
      `${String(constants.length)} constants that do so too and can't be set. Each belongs to a mechanism, of which the `,
      "simulation makes its stations. ",
      code("columbo knowledge show NAME"),
      " says the rest of each: where kubeadm keeps it, what must be restarted, and where in Kubernetes' source it can be read. ",
      "This page is made by ",
      code("npm run catalogue"),
      ".",
    ),
    list(
      stages.map(({ id, name, component, from, to }) => [
        `${id}, ${name} (${component}): from `,
        code(from),
        " to ",
        code(to),
      ]),
    ),
  ];
}

/** A parameter stands once, under the first stage that it bounds. */
function componentSection(component: string): readonly RootContent[] {
  const own = parameters.filter((one) => one.component === component);
  return [
    heading(2, undefined, component),
    ...stages.flatMap(({ id, name }) => {
      const here = own.filter((one) => one.stages[0] === id);
      return here.length === 0
        ? []
        : [
            heading(3, undefined, `${component}, ${id}: ${name}`),
            table(name, parameterColumns, here.map(row)),
          ];
    }),
  ];
}

const parameterColumns = ["parameter", "what it is", "mechanism", "default", "range", "stages", "risk"];

type Cell = Inline | readonly Inline[];

function row(one: Parameter): readonly Cell[] {
  return [
    code(one.id),
    one.title,
    mechanismCell(one.mechanism, one.formula),
    defaultCell(one),
    rangeCell(one),
    one.stages.join(" "),
    one.risk,
  ];
}

function mechanismCell({ kind }: Mechanism, formula: string): readonly Inline[] {
  return [code(kind), `: ${formula}`];
}

/** The first default, and each later one with the release that brought it. */
function defaultCell({ defaults, unit, introduced, until }: Parameter): string {
  const values = defaults.map(({ since, value }, at) => {
    const shown = value === "" ? "empty" : `${String(value)} ${unit}`.trimEnd();
    return at === 0 ? shown : `${shown} from v${since}`;
  });
  const span = [
    ...(introduced === undefined ? [] : [`there from v${introduced}`]),
    ...(until === undefined ? [] : [`not from v${until} on`]),
  ];
  return [...values, ...span].join("; ");
}

function rangeCell({ range, choices, type }: Parameter): string {
  if (choices !== undefined) return choices.join(", ");
  if (range === undefined) return type;
  return `${String(range.min)} to ${String(range.max)}${type === "duration" ? " s" : ""}`;
}

function constantsSection(): readonly RootContent[] {
  const cells = (one: Constant): readonly Cell[] => [
    code(one.id),
    one.title,
    `${String(one.value)} ${one.unit}`.trimEnd(),
    mechanismCell(one.mechanism, one.formula),
    one.stages.join(" "),
  ];
  return [
    heading(2, undefined, "Constants"),
    paragraph("They are compiled in: Columbo takes them into account, and never recommends to change one."),
    table("constants", ["constant", "what it is", "value", "mechanism", "stages"], constants.map(cells)),
  ];
}
