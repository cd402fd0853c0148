import type { Path, YamlFault, YamlFile } from "../yaml/index.ts";
import type { WrittenConstant, WrittenMechanism, WrittenParameter } from "./schema.ts";

/** An entry of a file as it was written, with its place; its references are not checked yet. */
export type Draft = {
  readonly id: string;
  /** A fault at a key of this entry; without a path at the entry itself. */
  readonly fault: (path: Path, message: string) => YamlFault;
  readonly mechanism: WrittenMechanism | undefined;
} & (
  | { readonly kind: "parameter"; readonly written: WrittenParameter }
  | { readonly kind: "constant"; readonly written: WrittenConstant }
);

/** The entries of a file whose shape is right. */
export function draftsOf(
  yaml: YamlFile,
  content: {
    readonly parameters?: readonly WrittenParameter[] | undefined;
    readonly constants?: readonly WrittenConstant[] | undefined;
  },
): readonly Draft[] {
  const faultIn =
    (list: string, index: number, id: string) =>
    (path: Path, message: string): YamlFault =>
      yaml.faultAt([list, index, ...path], `${[id, ...path.map(String)].join(" ")}: ${message}`);
  const { parameters = [], constants = [] } = content;
  return [
    ...parameters.map((written, index): Draft => ({
      kind: "parameter",
      id: written.id,
      written,
      mechanism: written.mechanism,
      fault: faultIn("parameters", index, written.id),
    })),
    ...constants.map((written, index): Draft => ({
      kind: "constant",
      id: written.id,
      written,
      mechanism: written.mechanism,
      fault: faultIn("constants", index, written.id),
    })),
  ];
}
