/** One fault of a YAML file; lines and columns count from 1 and are absent when the fault is the whole file's. */
export interface YamlFault {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  /** What was found and what was expected. */
  readonly message: string;
}

/** A fault as `file:line:column: message`, the form that editors can jump to. */
export function faultText({ file, line, column, message }: YamlFault): string {
  const place = [file, line, column].filter((part) => part !== undefined);
  return `${place.join(":")}: ${message}`;
}

/** In the order of the file, each place's message once. */
export function inOrder(faults: readonly YamlFault[]): readonly YamlFault[] {
  const once = new Map(faults.map((fault) => [faultText(fault), fault]));
  return [...once.values()].sort(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
}
