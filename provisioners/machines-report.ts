/** What was measured between two machines, from the first to the second. */
export interface MeasuredLink {
  readonly from: string;
  readonly to: string;
  /** Half of the mean round trip, ms; absent when no ping came back. */
  readonly delayMs?: number;
  /** Standard deviation of the round trips by the root of two, ms: both ways vary by themselves. */
  readonly jitterMs?: number;
  /** Megabits a second on the wire, headers included, that a bounded stream came to; absent when none arrived. */
  readonly rateMbit?: number;
}

/** An emulated link: what was asked for, what was measured, and where they differ too much. */
export interface LinkCheck extends MeasuredLink {
  readonly asked: { readonly delayMs: number; readonly jitterMs: number; readonly rateMbit: number };
  /** One phrase each. */
  readonly deviations: readonly string[];
}

/** One row of the table of all pairs. */
export interface PairRow {
  readonly from: string;
  readonly to: string;
  /** Round trips, ms. */
  readonly min: number;
  readonly mean: number;
  readonly max: number;
  readonly deviation: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly rateMbit?: number;
}

/** What the network between a run's machines is like, asked and measured. */
export interface NetworkReport {
  /** One for each direction of each emulated link, between the first machines that it joins. */
  readonly links: readonly LinkCheck[];
  /** Every ordered pair, where it was asked for; endpoints among themselves are left out, as in Continuum. */
  readonly pairs: readonly PairRow[];
}

/** One machine of a run. */
export interface ReportedMachine {
  readonly name: string;
  readonly tier: string;
  readonly role: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly quota: number;
  readonly address: string;
  /** "local" or user@address. */
  readonly host: string;
  /** The command that logs into it; absent when it is gone at the end. */
  readonly login?: string;
}

/** A run's virtual machines, for its result. */
export interface MachinesReport {
  readonly acceleration: "kvm" | "tcg";
  /** What components were told about time since the machines are emulated: no setting of the experiment's. */
  readonly timeouts: readonly string[];
  readonly machines: readonly ReportedMachine[];
  readonly network: NetworkReport;
}
