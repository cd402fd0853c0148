import { z } from "zod";

const reportSchema = z.looseObject({
  error: z.string().optional(),
  start: z.looseObject({ tcp_mss_default: z.number().positive().optional() }).optional(),
  end: z.looseObject({ sum_received: z.looseObject({ bits_per_second: z.number() }).optional() }).optional(),
});

/** What a segment has around its payload, bytes: Ethernet 14, IPv4 20, TCP 20 and its time stamps 12 (RFC 7323). */
const headerBytes = 66;
/** Payload of a segment in a frame of 1514 bytes. */
const usualPayload = 1448;

/**
 * What arrived of a stream, Mbit/s on the wire, in iperf3's JSON report; or the reason that there is nothing. iperf3 counts
 * payload, and a shaper, like whoever asks for a rate, whole frames.
 */
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
  if (bits === undefined) return { why: report.data.error ?? "iperf3 reported no rate" };
  const payload = report.data.start?.tcp_mss_default ?? usualPayload;
  return { rateMbit: ((bits / 1e6) * (payload + headerBytes)) / payload };
}
