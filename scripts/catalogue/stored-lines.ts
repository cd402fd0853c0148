import { brotliDecompressSync } from "node:zlib";
import { compress } from "./encode.ts";

/** What the reader printed of one release, as it came. */
export interface ReleaseText {
  readonly version: string;
  readonly text: string;
}

/** Where the lines of all releases are kept, below the package's root: the catalogue can be made of them without Go. */
export const STORED_LINES = "tests/fixtures/catalogue/lines.jsonl.br";

const heading = /^# (v\S+)\n/gm;

/** All releases in one file, each under a line with its version; neighbouring releases are much the same. */
export function encodeLines(releases: readonly ReleaseText[]): Buffer {
  return compress(releases.map(({ version, text }) => `# ${version}\n${text.trimEnd()}\n`).join(""));
}

/** The releases of a file that `encodeLines` made. */
export function decodeLines(bytes: Uint8Array): readonly ReleaseText[] {
  const [, ...parts] = brotliDecompressSync(bytes).toString().split(heading);
  return parts.flatMap((version, at) => (at % 2 === 0 ? [{ version, text: parts[at + 1] ?? "" }] : []));
}
