/** Python's configparser.MAX_INTERPOLATION_DEPTH. */
const DEEPEST = 10;

/** References of one value, nested ones counted: a few short lines could otherwise grow without end. */
const MOST_REFERENCES = 1000;

/** Either the value with its references replaced, or what is wrong with it. */
export type Interpolated = { readonly value: string } | { readonly fault: string };

/**
 * Replaces `%%` by `%` and `%(key)s` by the value of another option, as configparser's BasicInterpolation.
 * @param lookup the raw value of an option of the same section or of [DEFAULT]; keys come lower-cased
 */
export function interpolate(raw: string, lookup: (key: string) => string | undefined): Interpolated {
  return replaced(raw, lookup, 1, { references: 0 });
}

function replaced(
  raw: string,
  lookup: (key: string) => string | undefined,
  depth: number,
  spent: { references: number },
): Interpolated {
  if (depth > DEEPEST)
    return { fault: `references nested deeper than ${String(DEEPEST)}: they may form a ring` };
  let value = "";
  for (let at = 0; at < raw.length;) {
    const percent = raw.indexOf("%", at);
    if (percent < 0) return { value: value + raw.slice(at) };
    value += raw.slice(at, percent);
    if (raw[percent + 1] === "%") {
      value += "%";
      at = percent + 2;
      continue;
    }
    const reference = /^%\(([^)]+)\)s/.exec(raw.slice(percent));
    const key = reference?.[1];
    if (key === undefined) {
      return { fault: 'a "%" stands alone: write "%%" for a percent sign, "%(key)s" for another option' };
    }
    const other = lookup(key.toLowerCase());
    if (other === undefined) return { fault: `"%(${key})s" names no option of this section or of [DEFAULT]` };
    spent.references += 1;
    if (spent.references > MOST_REFERENCES) {
      return { fault: `expected at most ${String(MOST_REFERENCES)} references to other options` };
    }
    const inner = replaced(other, lookup, depth + 1, spent);
    if ("fault" in inner) return inner;
    value += inner.value;
    at = percent + (reference?.[0].length ?? 0);
  }
  return { value };
}
