import { z } from "zod";

const reportSchema = z.looseObject({
  error: z.string().optional(),
  end: z.looseObject({ sum_received: z.looseObject({ bits_per_second: z.number() }).optional() }).optional(),
});

/** What arrived of a stream, Mbit/s, in iperf3's JSON report; or the reason that there is nothing. */
export function receivedRate(json: string): { readonly rateMbit: number } | { readonly why: string } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { why: "iperf3 wrote no report" };
  }
  const report = reportSchema.safeParse(value);
  if (!report.success) return { why: "iperf3 wrote a report of another form" };
  const bits = report.data.end?.sum_received?.bits_per_second;
  return bits === undefined
    ? { why: report.data.error ?? "iperf3 reported no rate" }
    : { rateMbit: bits / 1e6 };
}
