import { expect, it } from "vitest";
import { knowledgeCommand } from "../../../engine/cli/commands/knowledge.ts";
import { WrongInput } from "../../../engine/cli/wrong-input.ts";

it.each(["v0.9.0", "banana", "v1.28.0", "v1.99.0", ""])(
  "--kubernetes %j is refused in one sentence",
  async (version) => {
    for (const words of [["list"], ["show", "kube-scheduler.parallelism"]]) {
      const answer: unknown = await knowledgeCommand()
        .parseAsync([...words, "--kubernetes", version], { from: "user" })
        .catch((error: unknown) => error);
      expect(answer).toBeInstanceOf(WrongInput);
      expect((answer as WrongInput).message).toBe(
        `--kubernetes: expected a version from v1.29.6 to v1.37.2, whose defaults are known, got "${version}"`,
      );
    }
  },
);
