// What Python's str.strip() and \S take for blank. It differs from JavaScript's trim(): the separators
// U+001C to U+001F and U+0085 count, the byte-order mark does not.
const blank = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const leading = new RegExp(`^[${blank}]+`);
const notBlank = new RegExp(`[^${blank}]`);

/** The text without the blanks at its end, as Python's rstrip(). */
export function stripEnd(text: string): string {
  // A regular expression anchored at the end alone is quadratic on long runs of blanks within a line.
  let end = text.length;
  while (end > 0 && !notBlank.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

/** The text without the blanks around it, as Python's strip(). */
export function strip(text: string): string {
  return stripEnd(text.replace(leading, ""));
}

/** How many blanks a line begins with. */
export function indentOf(line: string): number {
  return Math.max(0, line.search(notBlank));
}
