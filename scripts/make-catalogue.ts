/**
 * Writes the catalogue of Kubernetes' parameters, the lines that it is made of, and docs/parameters.md anew, from
 * Kubernetes' own sources: needs Go and a Go module proxy. `--from FOLDER` takes what the reader printed before,
 * `FOLDER/<version>.jsonl`; `--stored` takes the lines that are checked in; `--page` writes only the page.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import type { Catalogue } from "../knowledge/catalogue/entry.ts";
import { CATALOGUE_FILE, loadCatalogue } from "../knowledge/catalogue/load.ts";
import { mergeReleases } from "../knowledge/catalogue/merge.ts";
import { verifiedKubernetes } from "../knowledge/index.ts";
import { encodeCatalogue } from "./catalogue/encode.ts";
import { PAGE_FILE, parametersPage } from "./catalogue/page.ts";
import { readLines } from "./catalogue/read-lines.ts";
import { decodeLines, encodeLines, STORED_LINES, type ReleaseText } from "./catalogue/stored-lines.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: { from: { type: "string" }, stored: { type: "boolean" }, page: { type: "boolean" } },
});

async function readReleases(): Promise<readonly ReleaseText[]> {
  if (values.stored === true) return decodeLines(await readFile(join(root, STORED_LINES)));
  const { from } = values;
  const texts: ReleaseText[] = [];
  // One after the other: each takes a core and some hundred megabytes.
  for (const version of verifiedKubernetes) {
    const read =
      from === undefined ? runReader : (one: string) => readFile(join(from, `${one}.jsonl`), "utf8");
    texts.push({ version, text: await read(version) });
  }
  await write(STORED_LINES, encodeLines(texts));
  return texts;
}

async function runReader(version: string): Promise<string> {
  const cwd = join(root, "knowledge/catalogue/reader");
  const { stdout } = await execa("go", ["run", ".", "-version", version], { cwd, stderr: "inherit" });
  return stdout;
}

async function makeCatalogue(): Promise<Catalogue> {
  const releases = (await readReleases()).map(({ version, text }) => ({
    version,
    ...readLines(text, version),
  }));
  for (const { version, lines } of releases) console.log(`${version}: ${lines.length} parameters`);
  const catalogue = mergeReleases(releases);
  await write(CATALOGUE_FILE, encodeCatalogue(catalogue));
  return catalogue;
}

async function write(file: string, content: string | Buffer): Promise<void> {
  await writeFile(join(root, file), content);
  console.log(`${file}: ${content.length} bytes`);
}

await write(PAGE_FILE, await parametersPage(values.page === true ? loadCatalogue() : await makeCatalogue()));
