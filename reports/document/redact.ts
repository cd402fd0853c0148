/** What credentials look like in the messages of components and clients, with what replaces them. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g, "[removed]"],
  [/\beyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)?/g, "[removed]"],
  [/\b(authorization["']?\s*[:=]\s*["']?\w+)\s+\S+/gi, "$1 [removed]"],
  [/\b(bearer)\s+[\w.~+/-]{16,}=*/gi, "$1 [removed]"],
  [/\b(password|passwd|client-key-data|client-certificate-data)(["']?\s*[:=]\s*)\S+/gi, "$1$2[removed]"],
  // "a token: 3 s" is a wait for a rate limiter, not a secret: only long values are taken for one.
  [/\b(token|secret|api-?key)(["']?\s*[:=]\s*)\S{16,}/gi, "$1$2[removed]"],
  [/(:\/\/)[^\s/@]+@/g, "$1[removed]@"],
];

/**
 * Takes credentials out of a text. Nothing should have let one come this far; a report is handed on to others,
 * so it makes sure itself.
 */
export function redact(text: string): string {
  return patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}
