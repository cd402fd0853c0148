import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { workplace } from "../support/cli.ts";
import { blocksOf, follow } from "./printed-page.ts";

const page = await readFile(new URL("../../docs/writing-rules.md", import.meta.url), "utf8");
const tutorial = page.slice(0, page.indexOf("## Reference"));

it("docs/writing-rules.md leads to a rule that finds its cause, command by command as it is printed", async () => {
  const blocks = blocksOf(tutorial);
  expect(blocks.filter(({ kind }) => kind === "sh").length).toBeGreaterThan(5);
  await follow(blocks, await workplace());
}, 180_000);
