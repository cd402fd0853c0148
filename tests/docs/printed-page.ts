/** A page of documentation that a reader follows: its files are written and its commands run, as they are printed. */
import { spawn } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { columbo } from "../support/cli.ts";

/** A fenced block: a file with its name, commands, or what the commands before it print. */
interface Block {
  readonly kind: string;
  readonly file?: string;
  readonly text: string;
}

/** The fenced blocks of a Markdown text, in order. */
export function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(
    ([, kind = "", file, text = ""]) => ({
      kind,
      text,
      ...(file === undefined ? {} : { file }),
    }),
  );
}

/** Does in `folder` what the blocks say; what a `text` block holds must be what the commands before it printed. */
export async function follow(
  blocks: readonly Block[],
  { folder, env }: { readonly folder: string; readonly env: Record<string, string> },
): Promise<void> {
  let printed = "";
  for (const { kind, file, text } of blocks) {
    if (file !== undefined) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), text);
    } else if (kind === "sh") {
      printed = "";
      for (const line of text.trim().split("\n")) printed += await obey(line, folder, env);
    } else if (kind === "text") {
      expect(printed).toMatch(patternOf(text));
    }
  }
}

/** Runs one command and gives what it printed. */
async function obey(line: string, folder: string, env: Record<string, string>): Promise<string> {
  const [program = "", ...argv] = line.split(" ");
  if (program === "npx" && argv[0] === "columbo") {
    const words = await Promise.all(argv.slice(1).map((word) => expanded(word, folder)));
    const { stdout, stderr } = await columbo(words.flat(), { cwd: folder, env });
    return `${[stdout, stderr].filter((part) => part !== "").join("\n")}\n`;
  }
  if (program === "rm") await rm(join(folder, argv[0] ?? ""));
  else if (program === "node" && argv.at(-1) === "&") await startInBackground(argv.slice(0, -1), folder);
  else throw new Error(`this page says "${line}", which its test cannot do`);
  return "";
}

/** A word that ends in a star as a shell expands it. */
async function expanded(word: string, folder: string): Promise<readonly string[]> {
  if (!word.endsWith("/*")) return [word];
  const parent = word.slice(0, -1);
  return (await readdir(join(folder, parent))).map((name) => parent + name);
}

async function startInBackground(argv: readonly string[], cwd: string): Promise<void> {
  const child = spawn(process.execPath, argv, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  await new Promise((resolve) => child.once("spawn", resolve));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

/** What a printed text stands for: "…" is anything in a line, a line of it alone any lines, or none. */
function patternOf(text: string): RegExp {
  const lines = text
    .trimEnd()
    .split("\n")
    .map((line) => (line === "…" ? "(?:.*\n)*?" : `${line.split("…").map(escaped).join(".*")}\n`));
  return new RegExp(`^${lines.join("")}$`);
}
