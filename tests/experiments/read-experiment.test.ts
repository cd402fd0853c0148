import { chmod, mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ExperimentError, readExperiment } from "../../experiments/index.ts";
import { cfg, localBase } from "./support.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "columbo-cfg-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function refusal(name: string, content?: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  if (content !== undefined) await writeFile(path, content);
  const error = await readExperiment(path).then(
    () => new Error("accepted"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ExperimentError);
  return (error as ExperimentError).message.replaceAll(`${folder}/`, "");
}

describe("a file that cannot be taken is one sentence", () => {
  test("missing, or within a file", async () => {
    expect(await refusal("none.cfg")).toBe("none.cfg: this file does not exist");
    await writeFile(join(folder, "plain.cfg"), "x");
    expect(await refusal("plain.cfg/x.cfg")).toBe("plain.cfg/x.cfg: this file does not exist");
  });

  test("a name that no file can have", async () => {
    expect(await refusal(`${"x".repeat(300)}.cfg`)).toContain("this file cannot be read: ENAMETOOLONG");
  });

  test("a folder", async () => {
    await mkdir(join(folder, "dir.cfg"));
    expect(await refusal("dir.cfg")).toBe("dir.cfg: expected a file, this is a folder");
  });

  test("a rule folder that is not there", async () => {
    await mkdir(join(folder, "there"));
    const text = cfg(localBase, { "columbo.seed": "2", "columbo.rules": "there, ../nowhere-at-all, absent" });
    const fault = (name: string): string =>
      `rules.cfg:16: [columbo] rules: expected a folder with rule files, "${name}" (as seen from this file) is not there or may not be read`;
    expect(await refusal("rules.cfg", text)).toBe(`${fault("../nowhere-at-all")}\n${fault("absent")}`);
  });

  test("another ending", async () => {
    expect(await refusal("a.ts", "x")).toBe("a.ts: expected the name of an experiment to end in .cfg");
  });

  test("binary", async () => {
    const garbage = Uint8Array.from({ length: 5000 }, (_, index) => (index * 7919 + 128) % 256);
    expect(await refusal("garbage.cfg", garbage)).toBe(
      "garbage.cfg: expected a text file, this one is not UTF-8",
    );
    expect(await refusal("nul.cfg", "[a]\0")).toBe("nul.cfg: expected a text file, got one with NUL bytes");
  });

  test("UTF-16 and a byte-order mark", async () => {
    expect(await refusal("wide.cfg", Buffer.from("\ufeff[a]\n", "utf16le"))).toContain("not UTF-8");
    expect(await refusal("bom.cfg", `\ufeff${cfg(localBase)}`)).toBe(
      "bom.cfg:1: the file begins with a byte-order mark: save it as UTF-8 without one",
    );
  });

  test("too large, or one line of 1 MB", async () => {
    expect(await refusal("large.cfg", "x".repeat(2_000_000))).toBe(
      "large.cfg: expected a file of at most 1 MiB, got a larger one",
    );
    expect(await refusal("line.cfg", "x".repeat(1_000_000))).toBe(
      "line.cfg:1: expected a line of at most 64 KiB, got 1000000 characters",
    );
  });

  test("empty", async () => {
    expect((await refusal("empty.cfg", "")).split("\n")).toHaveLength(2);
  });

  // The superuser may read everything.
  test.skipIf(process.getuid?.() === 0)("unreadable", async () => {
    await writeFile(join(folder, "closed.cfg"), "x");
    await chmod(join(folder, "closed.cfg"), 0);
    expect(await refusal("closed.cfg")).toBe("closed.cfg: this file may not be read: check its permissions");
  });
});

test("a good file is read with its name", async () => {
  const path = join(folder, "good.cfg");
  await writeFile(path, cfg(localBase));
  expect(await readExperiment(path)).toMatchObject({ name: "good", file: path, derived: { instances: 20 } });
});
