/** `{fact-id}` in a text; braces around anything that cannot be an id, such as JSON, are left as they are. */
const placeholder = /\{([A-Za-z][\w.-]*)\}/g;

/** The facts that the placeholders of a text name, each as often as it is named. */
export function factsNamedIn(text: string): readonly string[] {
  return [...text.matchAll(placeholder)].map(([, id = ""]) => id);
}

/** The text with each `{fact-id}` replaced by what `valueOf` says of that fact. */
export function fillPlaceholders(text: string, valueOf: (id: string) => string): string {
  return text.replace(placeholder, (_, id: string) => valueOf(id));
}
