import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { Catalogue } from "./entry.ts";

/** Where the catalogue is, below the package's root: compilation copies no data, so sources and dist/ share it. */
export const CATALOGUE_FILE = "knowledge/catalogue/catalogue.json.br";

let loaded: Catalogue | undefined;

/**
 * The catalogue that comes with Columbo: every parameter of Kubernetes, over the releases in `versions`. It is read
 * from the disk at the first call.
 */
export function loadCatalogue(): Catalogue {
  loaded ??= JSON.parse(brotliDecompressSync(readFileSync(cataloguePath())).toString()) as Catalogue;
  return loaded;
}

function cataloguePath(): string {
  const root = findPackageJSON(import.meta.url);
  if (root === undefined) throw new Error(`no package.json above ${import.meta.dirname}`);
  return join(dirname(root), CATALOGUE_FILE);
}
