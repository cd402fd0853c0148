import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { Command } from "commander";
import { WrongInput } from "../wrong-input.ts";

interface NewOptions {
  readonly output?: string;
}

/** `columbo rules new`: a commented rule to begin with. */
export function rulesNewCommand(): Command {
  return new Command("new")
    .argument("<name>", "the cause that it finds, for example cni/rate-limit, or a word")
    .description("Write a commented rule to begin with; nothing is overwritten")
    .option("--output <file>", "where to; without it a file of that name in this folder")
    .addHelpText("after", "\nExample:\n  columbo rules new cni/rate-limit --output my-rules/cni.yaml")
    .action(create);
}

async function create(name: string, { output }: NewOptions): Promise<void> {
  const { ruleTemplate } = await import("../../../rules/index.ts");
  const template = ruleTemplate(name);
  if (template === undefined)
    throw new WrongInput(
      `a rule cannot be called "${name}": expected <where>/<mechanism> or a word, of small letters, digits and -`,
    );
  const file = output ?? template.file;
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, template.text, { flag: "wx" });
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new WrongInput(
      code === "EEXIST"
        ? `${file} is there already and is left as it is: choose another file with --output`
        : `${file} cannot be written: ${code}`,
    );
  }
  process.stdout.write(`${file} is a rule that can be used as it stands: make it yours\n`);
}
