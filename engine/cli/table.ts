/** Rows as columns of equal width under their headings; the last column is left as long as it is. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)].join("\n");
}

/** Labels with their values, one a line; a label without a value is left out. */
export function pairs(rows: readonly (readonly [label: string, value: string | undefined])[]): string {
  const width = Math.max(...rows.map(([label]) => label.length));
  return rows
    .flatMap(([label, value]) => (value === undefined ? [] : [`${label.padEnd(width)}  ${value}`.trimEnd()]))
    .join("\n");
}

/** Writes a result to stdout: as JSON for scripts, as text for people. */
export function print(json: boolean | undefined, value: unknown, text: () => string): void {
  process.stdout.write(`${json === true ? JSON.stringify(value, undefined, 2) : text()}\n`);
}
