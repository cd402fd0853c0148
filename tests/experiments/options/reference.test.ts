import { expect, test } from "vitest";
import { cfgReference } from "../../../experiments/index.ts";

test("docs/cfg-reference.md is up to date (vitest -u writes it anew)", async () => {
  await expect(cfgReference()).toMatchFileSnapshot("../../../docs/cfg-reference.md");
});
