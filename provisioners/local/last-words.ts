import { open } from "node:fs/promises";

const tailBytes = 8192;
const sentenceLength = 300;

interface Said {
  readonly msg?: unknown;
  readonly err?: unknown;
  readonly error?: unknown;
}

/** The fields of a line as containerd writes it, `level=error msg="..." error="..."`. */
function quotedFields(line: string): Said {
  const field = (name: string) =>
    new RegExp(`\\b${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(line)?.[1]?.replaceAll('\\"', '"');
  return { msg: field("msg"), error: field("error") };
}

function fieldsOf(line: string): Said {
  try {
    return JSON.parse(line) as Said;
  } catch {
    return / msg="/.test(line) ? quotedFields(line) : {};
  }
}

/** What a log line says: the message and error of a structured line, else the line. */
export function lineMeaning(line: string): string {
  const { msg, err, error } = fieldsOf(line);
  // Messages of the kubelet about volumes end in spaces and a line break.
  const parts = [msg, err ?? error]
    .flatMap((part) => (typeof part === "string" ? [part.trim()] : []))
    .filter((part) => part !== "");
  const text = parts.length > 0 ? parts.join(": ") : line;
  return text.length > sentenceLength ? `${text.slice(0, sentenceLength)}...` : text;
}

/** The last line of a log, shortened to a sentence. */
export async function lastWords(path: string): Promise<string> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return "no log";
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(tailBytes), 0, tailBytes, from);
    const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
    return lineMeaning(lines.findLast((line) => line.trim() !== "") ?? "empty log");
  } finally {
    await file.close();
  }
}
