import { chmod, copyFile, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ProvisionError } from "../../errors.ts";
import { run } from "../../process.ts";
import type { DebianSource } from "./debian.ts";
import { recipe, type ImageFile } from "./recipe.ts";

const installMs = 900_000;

/**
 * Fills a folder with the system: Debian's packages, the configuration, and programs.
 * @param programs paths on this machine by path in the image
 * @throws ProvisionError (exit code 3) with what mmdebstrap said
 */
export async function makeTree(
  tree: string,
  { suite, files }: DebianSource,
  programs: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<void> {
  await writeFiles(tree, recipe.filesBefore);
  const argv = [
    ...["--variant=minbase", "--skip=check/empty,cleanup/apt/lists", "--quiet"],
    `--include=${recipe.packages.join(",")}`,
    `--aptopt=Apt::Install-Recommends "false"`,
    ...recipe.leftOut.map((glob) => `--dpkgopt=path-exclude=${glob}`),
    ...[suite, tree, ...files],
  ];
  const { exitCode, stderr, failure } = await run("mmdebstrap", argv, { deadlineMs: installMs, signal });
  signal.throwIfAborted();
  if (exitCode !== 0) {
    const said = failure ?? stderr.trim().split("\n").slice(-3).join("; ");
    throw new ProvisionError(
      `mmdebstrap could not install Debian ${suite} for the machines' image: ${said}`,
      3,
    );
  }
  await writeFiles(tree, recipe.filesAfter);
  for (const [inside, path] of Object.entries(programs)) {
    await mkdir(join(tree, dirname(inside)), { recursive: true });
    await copyFile(path, join(tree, inside));
    await chmod(join(tree, inside), 0o755);
  }
  const units = join(tree, "etc/systemd/system");
  for (const unit of recipe.masked) await link("/dev/null", join(units, unit));
  const generators = join(tree, "etc/systemd/system-generators");
  for (const generator of recipe.maskedGenerators) await link("/dev/null", join(generators, generator));
  for (const { unit, by } of recipe.disabled) await rm(join(units, `${by}.wants`, unit), { force: true });
  for (const { unit, by } of recipe.enabled)
    await link(join("/lib/systemd/system", unit), join(units, `${by}.wants`, unit));
}

async function writeFiles(tree: string, files: readonly ImageFile[]): Promise<void> {
  for (const { path, mode, content } of files) {
    await mkdir(join(tree, dirname(path)), { recursive: true });
    // A package may have left a link of this name.
    await rm(join(tree, path), { force: true });
    await writeFile(join(tree, path), content, { mode });
  }
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await symlink(target, path);
}
