import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { PowerRegression } from "ml-regression";
import { median } from "simple-statistics";
import { markdown } from "../columbo.ts";
import { timed } from "./candidates.ts";

const workers = 2;
const candidates = 10_000;

/** How fast the simulator is, and how its time grows with the pods. */
export async function simulatorTable(): Promise<string> {
  for (let round = 0; round < 20; round++) timed(1600, 16, round);
  const small = median(Array.from({ length: 30 }, (_, seed) => timed(1600, 16, seed)));
  const large = timed(100_000, 5000);
  const memory = process.resourceUsage().maxRSS / 1024 ** 2;
  const sizes = [3125, 6250, 12_500, 25_000, 50_000, 100_000];
  const times = sizes.map((pods) => median([1, 2, 3].map((seed) => timed(pods, Math.ceil(pods / 20), seed))));
  const { B: exponent } = new PowerRegression(sizes, times);
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: workers }, (_, seed) => simulateElsewhere(seed)));
  const { user, system } = process.cpuUsage(before);
  const many = (user + system) / 1e6 / workers;
  return markdown(
    ["simulated", "processor time", "must be under"],
    [
      ["1,600 pods on 16 kwok nodes, median of 30", `${(1000 * small).toFixed(1)} ms`, "20 ms"],
      ["100,000 pods on 5,000 kwok nodes", `${large.toFixed(2)} s`, "4 s"],
      ["the same, highest memory of the process", `${memory.toFixed(2)} GiB`, "2 GB"],
      ["exponent of the time over pods, 3,125 to 100,000", exponent.toFixed(2), "1.15"],
      [`10,000 candidates of 400 pods, for each of ${workers} workers`, `${many.toFixed(1)} s`, "60 s"],
    ],
  );
}

async function simulateElsewhere(seed: number): Promise<void> {
  const worker = new Worker(new URL("candidates.ts", import.meta.url), {
    workerData: { count: candidates / workers, seed },
  });
  await once(worker, "message");
  await worker.terminate();
}
