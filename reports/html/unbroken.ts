import type { ElementContent } from "hast";
import { element } from "./elements.ts";

/** A number with its unit, with an arrow before it, and a change from one value to another: they are read as one. */
const together = /((?:-> )?[-+]?\d[\d.,]* (?:s|ms|µs|%|min|GiB)(?![a-z])|\S+ → \S+)/;

/**
 * A text whose numbers stay on one line with their units. Elements do it rather than no-break spaces, so that
 * whoever copies or searches the text finds the plain one.
 */
export function unbroken(text: string): ElementContent[] {
  // With one group in the pattern, split puts every match at an odd place.
  return text
    .split(together)
    .map((part, index): ElementContent =>
      index % 2 === 1 ? element("span", { className: ["unbroken"] }, part) : { type: "text", value: part },
    )
    .filter((part) => part.type !== "text" || part.value !== "");
}
