import { loadCatalogue, searchKnowledge, stateIn, type SearchHit } from "../../../../knowledge/index.ts";
import { defaultOf, existsIn } from "../../../../knowledge/index.ts";
import { print, table } from "../../table.ts";
import { requireRelease } from "./releases.ts";
import { firstSentence, stateText, withUnit } from "./words.ts";

interface Options {
  readonly json?: boolean;
  readonly kubernetes: string;
  readonly limit: number;
}

/** `columbo knowledge search`: parameters and constants by words, the best first. */
export async function search(words: readonly string[], options: Options): Promise<void> {
  const release = await requireRelease(options.kubernetes, "--kubernetes");
  const { hits, instead } = searchKnowledge(loadCatalogue(), words.join(" "));
  const shown = hits.slice(0, options.limit);
  print(options.json, shown, () => {
    if (shown.length === 0) {
      const hint = instead === undefined ? "" : `; did you mean "${instead}"?`;
      return `nothing has all of the words ${JSON.stringify(words.join(" "))}${hint}`;
    }
    const rows = shown.map((hit) => [hit.id, ...cellsOf(hit, release)]);
    const rest = hits.length - shown.length;
    const more = rest === 0 ? "" : `\n\n${rest} more; --limit ${hits.length} shows all`;
    return `${table(["parameter", `default ${release}`, "mechanism", "what it is"], rows)}${more}`;
  });
}

function cellsOf(hit: SearchHit, release: string): readonly string[] {
  switch (hit.kind) {
    case "parameter": {
      const { parameter } = hit;
      const value = existsIn(parameter, release)
        ? withUnit(defaultOf(parameter, release), parameter.unit)
        : "-";
      return [value, parameter.mechanism.kind, parameter.title];
    }
    case "constant":
      return [
        withUnit(hit.constant.value, hit.constant.unit),
        hit.constant.mechanism.kind,
        `${hit.constant.title} (constant)`,
      ];
    case "catalogue":
      return [stateText(stateIn(hit.entry, release)), "", firstSentence(hit.entry.doc)];
  }
}
