import type { Component } from "../parameter.ts";

/** Releases of one or several minor versions, the end not included; no start = as far back as was looked. */
export interface ReleaseRange {
  /** For example "1.34.0". */
  readonly since?: string;
  /** The first release without the fault; absent = not known to be mended. */
  readonly until?: string;
}

/** A signal that says something else than its name, in some releases. */
export interface SignalFault {
  /** The metric's base name, or an audit annotation's prefix with a "*" at its end. */
  readonly signal: string;
  readonly component: Component;
  /** What it shows instead, a phrase that follows "its values are". */
  readonly shows: string;
  readonly why: string;
  /** The signal to use instead. */
  readonly instead: string;
  readonly releases: readonly ReleaseRange[];
  /** File and line in the source of Kubernetes, and the releases that were compared. */
  readonly source: string;
}

/** Minor and patch as one number that compares; builds of distributors count as the release they are made from. */
function releaseNumber(version: string): number | undefined {
  const [, major, minor, patch] = /^v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,4}))?/.exec(version) ?? [];
  return major === undefined
    ? undefined
    : (Number(major) * 1000 + Number(minor)) * 10_000 + Number(patch ?? 0);
}

/**
 * Whether a release lies in one of the ranges.
 * @param kubernetes for example "v1.34.4", "1.34" (its first release) or "v1.30.5-gke.100"
 * @throws TypeError for a text that is no version
 */
export function isWithin(ranges: readonly ReleaseRange[], kubernetes: string): boolean {
  const release = releaseNumber(kubernetes);
  if (release === undefined) throw new TypeError(`expected a version of Kubernetes, got ${kubernetes}`);
  return ranges.some(
    ({ since, until }) =>
      release >= (releaseNumber(since ?? "0.0") ?? 0) &&
      release < (until === undefined ? Infinity : (releaseNumber(until) ?? Infinity)),
  );
}
