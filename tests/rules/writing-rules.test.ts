import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkRules } from "../../engine/diagnose/index.ts";
import { factKinds } from "../../rules/index.ts";
import { decoratorNames, operatorNames } from "../../rules/operators.ts";
import { ruleSchema } from "../../rules/schema.ts";

const guide = await readFile(new URL("../../docs/writing-rules.md", import.meta.url), "utf8");

describe("docs/writing-rules.md", () => {
  it("has a rule that can be used as it stands", async () => {
    const folder = await mkdtemp(join(tmpdir(), "columbo-rules-"));
    const [, rule = ""] = /```yaml\n([\s\S]*?)```/.exec(guide) ?? [];
    await writeFile(join(folder, "rule.yaml"), rule);
    const { rules, faults, examples } = await checkRules([folder]);
    await rm(folder, { recursive: true });
    expect(faults).toEqual([]);
    expect(rules).toHaveLength(1);
    expect(examples.map(({ passed, found }) => [passed, found])).toEqual([
      [true, "fires"],
      [true, "does-not-fire"],
      [true, "cannot-tell"],
    ]);
  });

  it("lists every fact with its unit and meaning", () => {
    const listed = [
      ...guide.slice(guide.indexOf("## All facts")).matchAll(/^\| `([^`]+)` *\| (.+?) *\| (.+?) *\|$/gm),
    ];
    expect(listed.map(([, id, unit, meaning]) => ({ id, unit, meaning }))).toEqual(factKinds);
  });

  it("names every key of a rule and every operator", () => {
    for (const key of Object.keys(ruleSchema.shape))
      expect(guide).toMatch(new RegExp(`^\\| \`${key}\``, "m"));
    for (const name of operatorNames) expect(guide).toContain(`\`${name}\``);
    for (const name of decoratorNames) expect(guide).toContain(`\`${name}:\``);
  });
});
