/**
 * A way that leads back to where it began, for example a, b, a; undefined where there is none.
 * @param next where the way goes on from a name
 */
export function circleFrom(
  names: readonly string[],
  next: (name: string) => readonly string[],
): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): readonly string[] | undefined => {
    const seen = way.indexOf(name);
    if (seen !== -1) return [...way.slice(seen), name];
    if (done.has(name)) return undefined;
    for (const other of next(name)) {
      const circle = visit(other, [...way, name]);
      if (circle !== undefined) return circle;
    }
    done.add(name);
    return undefined;
  };
  for (const name of names) {
    const circle = visit(name, []);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
