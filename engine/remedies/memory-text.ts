/** An amount of memory as a manifest has it. */
export function memoryText(mebibytes: number): string {
  return `${Math.round(mebibytes)}Mi`;
}
