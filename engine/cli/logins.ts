/** A line for each machine that stays, and how all of them go. */
export function loginLines(
  machines: readonly { readonly name: string; readonly login?: string | undefined }[],
): readonly string[] {
  const staying = machines.filter(({ login }) => login !== undefined);
  if (staying.length === 0) return [];
  const width = Math.max(...staying.map(({ name }) => name.length));
  return [
    ...staying.map(({ name, login = "" }) => `${name.padEnd(width)}  ${login}`),
    "the machines stay until: columbo clean",
  ];
}
