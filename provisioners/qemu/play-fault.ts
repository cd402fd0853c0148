import { z } from "zod";

/** What a module answers when it fails, as far as people read it. */
const answerSchema = z.looseObject({
  msg: z.string().optional(),
  stderr: z.string().optional(),
  stdout: z.string().optional(),
});

/**
 * The first fault that a play tells of, as one clause: the machine, and what its module and the program that this ran said.
 * @param stdout of ansible-playbook: "fatal: [machine]: FAILED! => {json}"
 * @param stderr what it says when it cannot even begin
 */
export function playFault(stdout: string, stderr: string): string {
  const fatal = stdout.split("\n").find((line) => /^\s*fatal: /.test(line));
  if (fatal === undefined) return lastLines(stderr === "" ? stdout : stderr);
  const [, machine = "", verdict = "", json = ""] = /fatal: \[([^\]]*)\]: (.*?) => (\{.*)$/.exec(fatal) ?? [];
  const answer = parsed(json);
  if (answer === undefined) return fatal.trim();
  // A raw task has a terminal: what its program says is all output, and ssh itself takes leave on the other stream.
  const ofProgram = [answer.stderr, answer.stdout].find((text) => text && !/^Shared connection/.test(text));
  const said = [firstLine(answer.msg ?? verdict), ...(ofProgram === undefined ? [] : [lastLines(ofProgram)])];
  return `${machine}: ${said.join(": ")}`;
}

function parsed(json: string): z.infer<typeof answerSchema> | undefined {
  try {
    return answerSchema.parse(JSON.parse(json));
  } catch {
    return undefined;
  }
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-3).join("; ");
}
