import { columbo, markdown } from "./columbo.ts";

const runs = 15;

/** What a user waits for help, the process's start included. */
export async function helpTable(): Promise<string> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const before = performance.now();
    await columbo("--help");
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): string =>
    `${(times[Math.floor(share * (runs - 1))] ?? Number.NaN).toFixed(0)} ms`;
  return markdown(
    ["command", "runs", "median", "fastest", "slowest"],
    [["columbo --help", String(runs), at(0.5), at(0), at(1)]],
  );
}
