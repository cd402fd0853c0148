/** One line of containerd's log. */
export interface ContainerdLine {
  /** Milliseconds since the epoch, with a fraction. */
  readonly at: number;
  readonly message: string;
}

const text = /time="([^"]+)".*? msg=("(?:[^"\\]|\\.)*")/;

/** A line in containerd's own format (logfmt) or in its JSON; undefined for one that was cut. */
export function containerdLine(line: string): ContainerdLine | undefined {
  try {
    if (line.startsWith("{")) {
      const { time, msg } = JSON.parse(line) as { readonly time?: string; readonly msg?: string };
      return time === undefined || msg === undefined ? undefined : { at: nanoTime(time), message: msg };
    }
    const found = text.exec(line);
    if (found === null) return undefined;
    const [, time = "", message = ""] = found;
    return { at: nanoTime(time), message: JSON.parse(message) as string };
  } catch {
    return undefined;
  }
}

/** Milliseconds since the epoch of an RFC 3339 time; Date alone would cut its nanoseconds off. NaN for another text. */
export function nanoTime(time: string): number {
  const found = /^(.*?\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(time);
  if (found === null) return Number.NaN;
  const [, seconds = "", fraction = "", zone = ""] = found;
  return Date.parse(`${seconds}${zone}`) + Number(`0${fraction}`) * 1000;
}
