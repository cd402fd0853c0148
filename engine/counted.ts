/** So many of something: "1 trial", "3 trials"; `plural` where an s does not make it. */
export function counted(number: number, noun: string, plural = `${noun}s`): string {
  return `${number} ${number === 1 ? noun : plural}`;
}
