import { quoted } from "../faults.ts";
import { strip } from "./blank.ts";

export type Header = { readonly name: string; readonly ignored?: string } | { readonly fault: string };

/**
 * Reads a line that begins with `[`. The name is taken as it stands, blanks included; what follows the
 * closing bracket is not read, which is worth a warning unless it looks like a comment.
 */
export function readHeader(line: string): Header {
  const end = line.indexOf("]");
  if (end < 0) return { fault: `expected a closing bracket, "[section]", got ${quoted(line)}` };
  if (end === 1) return { fault: `expected a name between the brackets, got ${quoted(line)}` };
  if (line.includes("]", end + 1)) {
    // Python up to 3.10 ends the name at the first bracket, later ones at the last.
    return { fault: `expected one closing bracket, got ${quoted(line)}: remove what follows the first` };
  }
  const name = line.slice(1, end);
  const rest = strip(line.slice(end + 1));
  return rest === "" || /^[#;]/.test(rest) ? { name } : { name, ignored: quoted(rest) };
}
