import { distance } from "fastest-levenshtein";
import { stripEnd } from "../ini/blank.ts";
import type { Entry } from "../ini/scanned.ts";

/** The candidate that a word was probably meant to be: at most a third of its letters differ, three at most. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const most = Math.max(1, Math.min(3, Math.floor(lower.length / 3)));
  const ranked = candidates
    // Never nearer than the difference in length: long files of unknown words stay cheap.
    .filter((candidate) => Math.abs(candidate.length - lower.length) <= most)
    .map((candidate) => ({ candidate, off: distance(lower, candidate.toLowerCase()) }))
    .filter(({ off }) => off <= most)
    .sort((a, b) => a.off - b.off);
  return ranked[0]?.candidate;
}

/** `, did you mean "x"?`, or nothing. */
export function didYouMean(word: string, candidates: readonly string[]): string {
  const near = nearest(word, candidates);
  return near === undefined ? "" : `, did you mean "${near}"?`;
}

const looksLikeOption = /^[\w.-]+\s*[=:]/;

/** Why a value may have come out wrong, as advice for its author; empty when nothing is known. */
export function adviceFor(
  entry: Entry,
  value: string,
  reads: (raw: string) => boolean,
  choices: readonly string[] = [],
): string {
  const swallowed = swallowedOption(entry);
  if (swallowed !== undefined) return `; ${swallowed}`;
  const comment = value.search(/[#;]/);
  const before = comment < 0 ? undefined : stripEnd(value.slice(0, comment));
  if (before !== undefined && (reads(before) || nearest(before, choices) !== undefined)) {
    return "; comments are not allowed behind a value: put it on a line of its own";
  }
  const [, , inside] = /^(["'])(.*)\1$/s.exec(value) ?? [];
  if (inside !== undefined && reads(inside)) return "; quotes are part of a value: leave them out";
  return didYouMean(value, choices);
}

/** Says so when a line that looks like an option was indented and thereby continues the value before it. */
export function swallowedOption(entry: Entry): string | undefined {
  const line = entry.continued.find((continued) => looksLikeOption.test(continued.text));
  if (line === undefined) return undefined;
  return `line ${String(line.line)} is indented and therefore continues this value: remove its indentation if it is an option`;
}
