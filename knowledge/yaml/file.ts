import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Node } from "yaml";
import type { YamlFault } from "./fault.ts";

export type Path = readonly (string | number)[];

/** A YAML (or JSON) file as a value, with the place of everything in it. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** What the YAML parser refuses; with such a fault there is no value. */
  readonly faults: readonly YamlFault[];
  /** A fault at the value under `path`, or at the nearest thing above that exists. */
  readonly faultAt: (path: Path, message: string) => YamlFault;
  /** A fault at the key that `path` ends with. */
  readonly faultAtKey: (path: Path, message: string) => YamlFault;
}

const stackOverflow = "Maximum call stack size exceeded";
const tooDeep = "this is nested too deeply to be read";

/** Reads YAML; never throws. Tags other than YAML's own are refused: a value is what it looks like. */
export function readYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number, message: string): YamlFault => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col), message };
  };
  const root = document.contents;

  const find = (path: Path, key: boolean): number => {
    let node: Node | null = root;
    let offset = node?.range?.[0] ?? 0;
    for (const [index, step] of path.entries()) {
      const wantsKey = key && index === path.length - 1;
      const next = child(node, step, wantsKey);
      if (next?.range == null) break;
      offset = next.range[0];
      node = isAlias(next) ? (next.resolve(document) ?? null) : next;
    }
    return offset;
  };
  const place = {
    file,
    faultAt: (path: Path, message: string) => at(find(path, false), message),
    faultAtKey: (path: Path, message: string) => at(find(path, true), message),
  };
  const tags = document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED");
  const refused = [...document.errors, ...tags].map((error) =>
    at(error.pos[0], (error.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/, "")),
  );
  // The parser goes down level by level, and says of every level that it came too far.
  if (refused.some(({ message }) => message === stackOverflow))
    return { ...place, value: undefined, faults: [at(0, tooDeep)] };
  if (refused.length > 0) return { ...place, value: undefined, faults: refused };
  try {
    return { ...place, value: document.toJS({ maxAliasCount: 100 }) as unknown, faults: [] };
  } catch (error) {
    const message = error instanceof RangeError ? tooDeep : (error as Error).message;
    return { ...place, value: undefined, faults: [at(0, message)] };
  }
}

function child(node: Node | null, step: string | number, key: boolean): Node | undefined {
  if (isSeq(node)) return node.items[Number(step)] as Node | undefined;
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step));
  return ((key ? pair?.key : pair?.value) ?? undefined) as Node | undefined;
}
