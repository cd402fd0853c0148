/** A cell; undefined is what nobody knows, an empty cell. */
export type Cell = string | number | undefined;

/** Lines of comma-separated values, the columns' names first, as RFC 4180 quotes them; lines end in a line feed. */
export function csvOf(columns: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [columns, ...rows].map((row) => `${row.map(quoted).join(",")}\n`).join("");
}

function quoted(cell: Cell): string {
  const text = cell === undefined ? "" : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
