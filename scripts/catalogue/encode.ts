import { brotliCompressSync, constants } from "node:zlib";
import type { Catalogue } from "../../knowledge/catalogue/entry.ts";

/**
 * The same bytes for the same text on any machine. Brotli rather than gzip, whose header names the system, and whose
 * output depends on the processor in Node's zlib.
 */
export function compress(text: string): Buffer {
  return brotliCompressSync(text, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    },
  });
}

/** The catalogue as the file that is checked in. */
export function encodeCatalogue({ versions, packages, entries }: Catalogue): Buffer {
  const lines = entries.map((entry) => JSON.stringify(entry)).join(",\n");
  const head = `"versions":${JSON.stringify(versions)},\n"packages":${JSON.stringify(packages)}`;
  return compress(`{${head},\n"entries":[\n${lines}\n]}\n`);
}
