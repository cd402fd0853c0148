import type { Span } from "./span.ts";

/** Finds spans above others; a span whose parent did not arrive has nothing above it. */
export interface SpanTree {
  /** The nearest span of this name that a span is part of. */
  above(span: Span, name: string): Span | undefined;
}

export function spanTree(spans: readonly Span[]): SpanTree {
  const byId = new Map(spans.map((span) => [`${span.trace} ${span.id}`, span]));
  return {
    above(span, name) {
      let at: Span | undefined = span;
      do at = at.parent === undefined ? undefined : byId.get(`${at.trace} ${at.parent}`);
      while (at !== undefined && at.name !== name);
      return at;
    },
  };
}
