import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { SetupError } from "../errors.ts";

/** The path of the throw-away module that commands are built in; .invalid is nobody's. */
export const scratchModule = "columbo.invalid/scratch";

/** A text of a source file and what stands in its place. */
export interface Edit {
  readonly file: string;
  readonly text: string;
  readonly instead: string;
}

/** A command that is built from copies of some of its module's packages, in which a few texts are changed. */
export interface EditedSource {
  /** The copied folders of the module, by their name in the scratch module. */
  readonly packages: Readonly<Record<string, string>>;
  readonly edits: readonly Edit[];
  /** Files of Columbo's own that go with them. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Applies the edits of one file; each text must be there exactly once.
 * @throws SetupError where it is not: another version's source says something else there
 */
export function edited(source: string, edits: readonly Edit[], module: string): string {
  return edits.reduce((whole, { file, text, instead }) => {
    const parts = whole.split(text);
    if (parts.length !== 2)
      throw new SetupError(
        `${module}: ${file} does not have ${JSON.stringify(text)} exactly once, which Columbo changes before it builds it; take another version of Kubernetes, or nodes of another kind.`,
      );
    return parts.join(instead);
  }, source);
}

/** Writes a command's copied and changed packages and Columbo's own files into the scratch module's folder. */
export async function writeEditedSource(
  { packages, edits, files }: EditedSource,
  moduleFolder: string,
  folder: string,
  module: string,
): Promise<void> {
  const write = async (name: string, text: string): Promise<void> => {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };
  for (const [copy, original] of Object.entries(packages)) {
    const all = await readdir(join(moduleFolder, original)).catch((error: unknown) => {
      throw new SetupError(
        `${module}: it has no folder ${original}; take another version of Kubernetes, or nodes of another kind.`,
        3,
        { cause: error },
      );
    });
    for (const name of all.filter((each) => each.endsWith(".go") && !each.endsWith("_test.go"))) {
      const own = edits.filter(({ file }) => file === `${copy}/${name}`);
      const source = await readFile(join(moduleFolder, original, name), "utf8");
      await write(`${copy}/${name}`, edited(source, own, module));
    }
  }
  for (const [name, text] of Object.entries(files)) await write(name, text);
}
