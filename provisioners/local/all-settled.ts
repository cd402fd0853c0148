/**
 * Waits until all of them have come to an end, so that nothing goes on behind the back of whoever clears up.
 * @throws the first one's reason, in their order, when some failed
 */
export async function allSettled<T>(works: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}
