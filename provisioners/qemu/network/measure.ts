import { mean, median, standardDeviation } from "simple-statistics";
import type { MeasuredLink, PairRow } from "../../machines-report.ts";
import type { Remote } from "../ssh/remote.ts";
import { roundTrips } from "./ping.ts";
import { receivedRate } from "./stream.ts";

/** A machine that takes part in a measurement. */
export interface Party {
  readonly name: string;
  readonly address: string;
  readonly remote: Remote;
}

/** Enough for a mean within a tenth at the presets' spread of a ninth. */
const pings = 30;
const pingEveryS = 0.1;
/** A stream's length after its start has passed, seconds; what it sends is bounded by the link's rate. */
const streamS = 4;
/** TCP begins slowly: at 100 ms a round trip it takes a few of them to fill the preset's links. */
const startS = 1;
const port = "5201";
const graceMs = 30_000;

async function pinged(from: Party, to: Party): Promise<readonly number[]> {
  const asked = ["-n", "-c", String(pings), "-i", String(pingEveryS), "-W", "2", to.address];
  const deadlineMs = pings * pingEveryS * 1000 + graceMs;
  return roundTrips((await from.remote.run("ping", asked, { deadlineMs })).stdout);
}

/** Both directions between two machines: their round trips are the same, their streams are not. */
export async function measureLink(one: Party, other: Party): Promise<readonly MeasuredLink[]> {
  const trips = await pinged(one, other);
  const delay = {
    ...(trips.length === 0 ? {} : { delayMs: mean([...trips]) / 2 }),
    ...(trips.length < 2 ? {} : { jitterMs: standardDeviation([...trips]) / Math.SQRT2 }),
  };
  const directed = async (from: Party, to: Party): Promise<MeasuredLink> => {
    const rate = await streamRate(from, to);
    return { from: from.name, to: to.name, ...delay, ...("rateMbit" in rate ? rate : {}) };
  };
  return [await directed(one, other), await directed(other, one)];
}

async function streamRate(from: Party, to: Party): Promise<ReturnType<typeof receivedRate>> {
  // It serves one client, and ends by itself.
  const serving = to.remote.run("iperf3", ["--server", "--one-off", "--bind", to.address, "--port", port], {
    deadlineMs: (startS + streamS) * 1000 + 2 * graceMs,
  });
  const argv = [
    "--client",
    to.address,
    "--port",
    port,
    "--time",
    String(streamS),
    "--omit",
    String(startS),
    "--json",
  ];
  let last: ReturnType<typeof receivedRate> = { why: "iperf3 never answered" };
  // The server takes a moment to listen.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const { stdout } = await from.remote.run("iperf3", argv, {
      deadlineMs: (startS + streamS) * 1000 + graceMs,
    });
    last = receivedRate(stdout);
    if ("rateMbit" in last) break;
  }
  await serving;
  return last;
}

/** The row of one ordered pair. */
export async function measurePair(from: Party, to: Party): Promise<PairRow> {
  const statistics = tripStatistics(await pinged(from, to));
  const rate = await streamRate(from, to);
  return { from: from.name, to: to.name, ...statistics, ...("rateMbit" in rate ? rate : {}) };
}

/** The statistics of a series of round trips. */
export function tripStatistics(trips: readonly number[]): Omit<PairRow, "from" | "to" | "rateMbit"> {
  const sorted = trips.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return {
    min: sorted[0] ?? 0,
    mean: mean(sorted),
    max: sorted.at(-1) ?? 0,
    deviation: standardDeviation(sorted),
    p50: median(sorted),
    p90: at(0.9),
    p99: at(0.99),
  };
}
