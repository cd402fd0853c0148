import { parameters } from "../../knowledge/index.ts";
import type { Fallback, Option } from "./option.ts";
import type { NodeGroup, OptionValue } from "./known.ts";
import { registry, type RegisteredTable } from "./registry.ts";
import { expectedOf } from "./sections/parameter-values.ts";

const opening = `# The experiment file

An experiment is one \`.cfg\` file. Continuum's files are taken as they are; the sections \`[columbo]\`, \`[kubernetes]\`, \`[qemu]\`, \`[local]\`, \`[simulated]\` and \`[existing]\` are Columbo's own. \`experiments/quickstart.cfg\` is one to start from.

## How a file is read

- \`[section]\` lines, then \`option = value\` or \`option: value\`. Options have no case; section names have.
- A comment is a line of its own that begins with \`#\` or \`;\`. There are no comments behind a value.
- Quotes are part of a value. \`%%\` is a percent sign, \`%(option)s\` the value of another option of the section.
- A line that is indented deeper than its option continues the value. \`[DEFAULT]\` gives options to all sections.
- Nothing may be there twice. An option without a value keeps its default.
- Whole numbers may hold underscores (\`1_000\`); truth values are yes/no, on/off, true/false or 1/0.
- All faults of a file are reported at once, with line, section and option. What Continuum passes over in silence, such as an unknown option, is a warning in its sections and a fault in Columbo's own.
`;

/** The reference of the .cfg language for users, as Markdown, made from the option tables themselves. */
export function cfgReference(): string {
  const sections = Map.groupBy(registry, ({ section }) => section);
  const parts = [...sections].map(
    ([section, tables]) => `## \`[${section}]\`\n\n${tables.map(tableOf).join("\n\n")}`,
  );
  return `${[opening.trimEnd(), ...parts, kubernetesSection()].join("\n\n")}\n`;
}

function tableOf({ when, table }: RegisteredTable): string {
  const rows = Object.entries(table).map(([name, option]) => [
    `\`${name}\``,
    allowed(option),
    fallbackText(option.fallback),
    option.meaning,
  ]);
  const heading = when === undefined ? "" : `With \`${when}\`:\n\n`;
  return heading + markdownTable(["option", "value", "default", "meaning"], rows);
}

function kubernetesSection(): string {
  const rows = parameters
    .filter(({ notHere }) => notHere === undefined)
    .map((parameter) => [`\`${parameter.id}\``, expectedOf(parameter), parameter.title]);
  const text =
    "Parameters of Kubernetes as the starting configuration, under their own names, without case. Those of `kubelet` need real or hollow nodes. With `provider = existing` nothing is set on the cluster: the lines say what its components are configured with, where Columbo may not read it; only `workload.` parameters go into the pods that it deploys.";
  return `## \`[kubernetes]\`\n\n${text}\n\n${markdownTable(["parameter", "value", "meaning"], rows)}`;
}

function allowed({ type, expected, choices }: Option<OptionValue>): string {
  if (choices !== undefined) return choices.map((one) => `\`${one}\``).join(", ");
  return type === "bool" ? "true or false" : expected;
}

function fallbackText(fallback: Fallback<OptionValue>): string {
  if (fallback.kind === "mandatory") return "mandatory";
  return fallback.kind === "computed" ? fallback.text : valueText(fallback.value);
}

function valueText(value: OptionValue): string {
  if (value === undefined || value === "") return "unset";
  if (typeof value !== "object") return `\`${String(value)}\``;
  return value.length === 0 ? "none" : value.map((part) => `\`${groupText(part)}\``).join(", ");
}

function groupText(part: string | NodeGroup): string {
  return typeof part === "string" ? part : part.kind;
}

/** A table with aligned columns, as the formatter writes it. */
function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_, column) =>
    Math.max(3, ...[head, ...rows].map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}
