import { distance } from "fastest-levenshtein";
import type { Constant, Parameter } from "../parameter.ts";
import { constants, parameters } from "../parameters/index.ts";
import type { Catalogue, CatalogueEntry } from "./entry.ts";
import { catalogueIdOf, parametersByEntry } from "./overlay.ts";
import { wordsOf } from "./words.ts";

/** Something that a search found: a parameter or constant that Columbo has a mechanism of, or any other parameter. */
export type SearchHit = { readonly id: string; readonly score: number } & (
  | { readonly kind: "parameter"; readonly parameter: Parameter }
  | { readonly kind: "constant"; readonly constant: Constant }
  | { readonly kind: "catalogue"; readonly entry: CatalogueEntry }
);

/** What a search found, the best first; where nothing was, a word that was perhaps meant. */
export interface SearchResult {
  readonly hits: readonly SearchHit[];
  readonly instead?: string;
}

type Found = SearchHit extends infer Hit ? (Hit extends SearchHit ? Omit<Hit, "score"> : never) : never;

/** Something that can be found, with its words by how much they say of it. */
interface Document {
  readonly found: Found;
  readonly name: readonly string[];
  readonly title: readonly string[];
  readonly text: readonly string[];
}

/** What a word counts for: the whole word, or the beginning of one. */
const weights = { name: [12, 6], title: [5, 3], text: [2, 1] } as const;

/** What Columbo can reason about comes first among what is named alike, what is deprecated last. */
const KNOWN_BONUS = 6;
const DEPRECATED_LOSS = 1;

/**
 * Searches names and descriptions, Columbo's own and Kubernetes', for what has all of the words. A word also finds
 * longer ones that begin with it. Names count more than descriptions, and short names more than long ones.
 */
export function searchKnowledge(catalogue: Catalogue, text: string): SearchResult {
  const words = wordsOf(text);
  const documents = documentsOf(catalogue);
  const hits = documents
    .map((document): SearchHit => ({ ...document.found, score: scoreOf(document, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  if (hits.length > 0) return { hits };
  const instead = nearestWords(words, documents);
  return instead === undefined ? { hits } : { hits, instead };
}

function documentsOf({ entries }: Catalogue): readonly Document[] {
  const docs = new Map(entries.map(({ id, doc }) => [id, doc]));
  const known = parametersByEntry();
  return [
    ...parameters.map((parameter) => ({
      found: { kind: "parameter", id: parameter.id, parameter } as const,
      name: wordsOf(parameter.id),
      title: wordsOf(`${parameter.title} ${parameter.mechanism.kind}`),
      text: wordsOf(`${parameter.formula} ${docs.get(catalogueIdOf(parameter) ?? "") ?? ""}`),
    })),
    ...constants.map((constant) => ({
      found: { kind: "constant", id: constant.id, constant } as const,
      name: wordsOf(constant.id),
      title: wordsOf(`${constant.title} ${constant.mechanism.kind}`),
      text: wordsOf(constant.formula),
    })),
    ...entries.flatMap((entry) =>
      known.has(entry.id)
        ? []
        : [
            {
              found: { kind: "catalogue", id: entry.id, entry } as const,
              name: wordsOf(entry.id),
              title: [],
              text: wordsOf(entry.doc),
            },
          ],
    ),
  ];
}

/** 0 where a word is missing. */
function scoreOf(document: Document, words: readonly string[]): number {
  const scores = words.map((word) =>
    Math.max(
      ...(["name", "title", "text"] as const).map((part) => partScore(document[part], word, weights[part])),
    ),
  );
  if (scores.length === 0 || scores.includes(0)) return 0;
  return scores.reduce((sum, score) => sum + score, standing(document.found)) - document.name.length / 100;
}

function standing(found: Found): number {
  if (found.kind !== "catalogue") return KNOWN_BONUS;
  return found.entry.states.at(-1)?.deprecated === true ? -DEPRECATED_LOSS : 0;
}

function partScore(
  words: readonly string[],
  wanted: string,
  [whole, beginning]: readonly [number, number],
): number {
  if (words.includes(wanted)) return whole;
  return words.some((word) => word.startsWith(wanted)) ? beginning : 0;
}

/** The searched words, with each that no name has replaced by the nearest of one; undefined when none is near. */
function nearestWords(words: readonly string[], documents: readonly Document[]): string | undefined {
  const vocabulary = new Set(documents.flatMap(({ name, title }) => [...name, ...title]));
  const nearest = words.map((word) => {
    if (vocabulary.has(word)) return word;
    const most = Math.max(1, Math.floor(word.length / 3));
    const [best] = [...vocabulary]
      .map((candidate) => ({ candidate, off: distance(word, candidate) }))
      // A swap of two letters counts as two.
      .filter(({ candidate, off }) => off <= Math.max(2, most) && candidate.length > 2)
      .sort((a, b) => a.off - b.off);
    return best?.candidate;
  });
  if (nearest.includes(undefined) || nearest.every((word, at) => word === words[at])) return undefined;
  return nearest.join(" ");
}
