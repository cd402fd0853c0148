import { Script } from "node:vm";
import { Unreadable } from "./reader.ts";

/** What follows in a line is not looked at: a pattern's time grows with the line. */
const longestLine = 8192;
const deadlineMs = 1000;

/** Only JavaScript's virtual machine can stop a regular expression that has gone astray. */
const script = new Script(
  "lines.flatMap((line) => { const found = pattern.exec(line); return found === null ? [] : [Object.values(found.groups ?? {})[0] ?? '']; })",
);

/**
 * What the named group of a pattern is in each line that fits; "" where the pattern has no group.
 * @throws Unreadable when it takes longer than a second for all lines, as patterns with repeated repetitions do
 */
export function matchLines(pattern: string, lines: readonly string[]): readonly string[] {
  const context = { lines: lines.map((line) => line.slice(0, longestLine)), pattern: new RegExp(pattern) };
  try {
    return script.runInNewContext(context, { timeout: deadlineMs }) as readonly string[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw new Unreadable(
      `the pattern took longer than ${String(deadlineMs / 1000)} s for ${String(lines.length)} lines; write it without repetitions inside repetitions`,
    );
  }
}
