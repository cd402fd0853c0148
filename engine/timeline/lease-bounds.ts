import type { ClockOffset } from "./timeline.ts";

/** A Lease's renewal by some host. */
export interface Renewal {
  readonly host: string;
  /** By the host's own clock, milliseconds since the epoch. */
  readonly renewedAt: number;
  /** When its new version arrived here, by Columbo's clock. */
  readonly arrivedAt: number;
}

/**
 * Lower bounds from renewals of Leases. A new version arrives after it was written, by the one-way delay at least, so
 * a host's clock minus Columbo's is no less than `renewedAt - arrivedAt`; the greatest of these is the closest.
 */
export function boundsFromRenewals(renewals: readonly Renewal[]): readonly ClockOffset[] {
  return [...Map.groupBy(renewals, ({ host }) => host)].map(([host, own]) => ({
    host,
    low: Math.max(...own.map(({ renewedAt, arrivedAt }) => (renewedAt - arrivedAt) / 1000)),
    source: own.length === 1 ? "one renewal of its Lease" : `${own.length} renewals of its Lease`,
  }));
}
