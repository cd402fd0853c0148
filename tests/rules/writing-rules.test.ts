import { readFile } from "node:fs/promises";
import { format } from "prettier";
import { describe, expect, it } from "vitest";
import { factKinds } from "../../rules/index.ts";
import { decoratorNames, operatorNames } from "../../rules/operators.ts";
import { ruleSchema } from "../../rules/schema.ts";

const guide = await readFile(new URL("../../docs/writing-rules.md", import.meta.url), "utf8");

describe("docs/writing-rules.md", () => {
  it("names every key of a rule and every operator", () => {
    for (const key of Object.keys(ruleSchema.shape))
      expect(guide).toMatch(new RegExp(`^\\| \`${key}\``, "m"));
    for (const name of operatorNames) expect(guide).toContain(`\`${name}\``);
    for (const name of decoratorNames) expect(guide).toContain(`\`${name}:\``);
  });
});

it("docs/facts.md lists every fact; vitest -u writes it anew", async () => {
  const rows = factKinds.map(({ id, unit, meaning }) => `| \`${id}\` | ${unit} | ${meaning} |`);
  const page = `# All facts

What [rules](writing-rules.md) may ask for; \`columbo rules list --facts\` prints the same, with the facts of your own.
Shares go from 0 to 1. "The last container's way" is the timeline of the container that ran last, which is what the
deployment time consists of. This page is written from the catalogue in \`rules/facts/\`.

| fact | unit | meaning |
| --- | --- | --- |
${rows.join("\n")}
`;
  await expect(await format(page, { parser: "markdown", printWidth: 120 })).toMatchFileSnapshot(
    "../../docs/facts.md",
  );
});
