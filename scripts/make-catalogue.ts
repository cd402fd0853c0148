/**
 * Writes the catalogue of Kubernetes' parameters and docs/parameters.md anew, from Kubernetes' own sources: needs Go and
 * a Go module proxy. `--from FOLDER` takes what the reader printed before, `FOLDER/<version>.jsonl`; `--keep FOLDER`
 * writes it there; `--page` writes only the page.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { execa } from "execa";
import type { Catalogue } from "../knowledge/catalogue/entry.ts";
import { CATALOGUE_FILE, loadCatalogue } from "../knowledge/catalogue/load.ts";
import { mergeReleases, type ReleaseLines } from "../knowledge/catalogue/merge.ts";
import { verifiedKubernetes } from "../knowledge/index.ts";
import { encodeCatalogue } from "./catalogue/encode.ts";
import { PAGE_FILE, parametersPage } from "./catalogue/page.ts";
import { readLines } from "./catalogue/read-lines.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: { from: { type: "string" }, keep: { type: "string" }, page: { type: "boolean" } },
});

async function read(version: string): Promise<ReleaseLines> {
  const text = values.from === undefined ? await runReader(version) : await readKept(values.from, version);
  if (values.keep !== undefined) {
    await mkdir(values.keep, { recursive: true });
    await writeFile(join(values.keep, `${version}.jsonl`), text);
  }
  return { version, lines: readLines(text, version) };
}

async function runReader(version: string): Promise<string> {
  const cwd = join(root, "knowledge/catalogue/reader");
  const { stdout } = await execa("go", ["run", ".", "-version", version], { cwd, stderr: "inherit" });
  return stdout;
}

function readKept(folder: string, version: string): Promise<string> {
  return readFile(join(folder, `${version}.jsonl`), "utf8");
}

async function makeCatalogue(): Promise<Catalogue> {
  const releases: ReleaseLines[] = [];
  for (const version of verifiedKubernetes) {
    const release = await read(version);
    console.log(`${version}: ${release.lines.length} parameters`);
    releases.push(release);
  }
  const catalogue = mergeReleases(releases);
  const bytes = encodeCatalogue(catalogue);
  await writeFile(join(root, CATALOGUE_FILE), bytes);
  console.log(`${CATALOGUE_FILE}: ${catalogue.entries.length} parameters, ${bytes.length} bytes`);
  return catalogue;
}

const catalogue = values.page === true ? loadCatalogue() : await makeCatalogue();
await writeFile(join(root, PAGE_FILE), await parametersPage(catalogue));
console.log(PAGE_FILE);
