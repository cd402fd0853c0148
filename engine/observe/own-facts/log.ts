import { stat } from "node:fs/promises";
import type { Cluster } from "../../../provisioners/index.ts";
import type { LogSource } from "../../../rules/index.ts";
import { openTail, type LogTail } from "../log-tail.ts";
import { now } from "../watch.ts";
import type { Connections } from "./fetch.ts";
import { matchLines } from "./match-lines.ts";
import { longestName, numberIn } from "./number-in.ts";
import { podNames } from "./pods.ts";
import { Unreadable, type OwnValue, type Reader } from "./reader.ts";

/** A log that a trial makes longer than this is read by nobody. */
const mostBytes = 16 * 1024 * 1024;

/** Reads the lines that a log gained during the trial. */
export function logReader(
  from: LogSource["from"],
  cluster: Cluster,
  connections: Connections,
): Reader<readonly string[]> {
  return "file" in from ? fileReader(from.file) : podReader(from.pods, cluster, connections);
}

function fileReader(path: string): Reader<readonly string[]> {
  let tail: LogTail | undefined;
  let length = 0;
  // Of a device or a pipe the reading might never end.
  const size = async (): Promise<number> => {
    const found = await stat(path).catch((error: unknown) => {
      throw new Unreadable(`${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown"}`);
    });
    if (!found.isFile()) throw new Unreadable(`${path} is no regular file`);
    return found.size;
  };
  return {
    origin: `lines of ${path}`,
    async begin() {
      length = await size();
      tail = await openTail({ path });
    },
    async end() {
      try {
        if ((await size()) - length > mostBytes)
          throw new Unreadable(`${path} grew by more than ${String(mostBytes)} bytes during the trial`);
        return (await tail?.lines()) ?? [];
      } finally {
        await tail?.close();
      }
    },
  };
}

function podReader(
  from: Extract<LogSource["from"], { readonly pods: unknown }>["pods"],
  cluster: Cluster,
  connections: Connections,
): Reader<readonly string[]> {
  const { namespace, selector, container } = from;
  let since = "";
  return {
    origin: `logs of pods of ${namespace} with ${selector}`,
    begin() {
      since = new Date(now()).toISOString();
      return Promise.resolve();
    },
    async end() {
      const query = new URLSearchParams({
        ...(container === undefined ? {} : { container }),
        timestamps: "true",
        // The API server counts whole seconds; the lines' own stamps say the rest.
        sinceTime: since.replace(/\.\d+Z$/, "Z"),
        limitBytes: String(mostBytes),
      });
      const base = `${cluster.apiServer}/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`;
      const lines: string[] = [];
      for (const name of await podNames(cluster, connections, from)) {
        const text = await connections.get({
          url: `${base}/${name}/log?${query.toString()}`,
          asCluster: true,
        });
        if (Buffer.byteLength(text) >= mostBytes)
          throw new Unreadable(`pod ${name} wrote more than ${String(mostBytes)} bytes during the trial`);
        lines.push(...stampedSince(text, since));
      }
      return lines;
    },
  };
}

/** The lines from this time on, without their stamps. */
function stampedSince(text: string, since: string): readonly string[] {
  const from = Date.parse(since);
  return text.split("\n").flatMap((line) => {
    const space = line.indexOf(" ");
    return space > 0 && Date.parse(line.slice(0, space)) >= from ? [line.slice(space + 1)] : [];
  });
}

/** What the lines come to. @throws Unreadable when the pattern takes too long, or when a value is no number */
export function logValue({ pattern, take }: LogSource, unit: string, lines: readonly string[]): OwnValue {
  const found = matchLines(pattern, lines);
  const note = `${String(found.length)} of ${String(lines.length)} lines fit`;
  if (take === "count") return { value: found.length, note };
  const last = found.at(-1);
  if (take === "last" && last === undefined) throw new Unreadable("no line of the trial fits the pattern");
  if (unit === "name") return { value: (last ?? "").slice(0, longestName), note };
  const numbers = (take === "last" ? found.slice(-1) : found).map((text) => numberIn(text, unit));
  const [first = 0] = numbers;
  const sum = numbers.reduce((total, number) => total + number, 0);
  switch (take) {
    case "sum":
      return { value: sum, note };
    case "mean":
      return { value: numbers.length === 0 ? 0 : sum / numbers.length, note };
    case "max":
      return { value: numbers.reduce((most, number) => Math.max(most, number), 0), note };
    case "last":
      return { value: first, note };
  }
}
