import type { Simulated } from "../what-if/configuration.ts";

/** What `columbo simulate` takes from the command line. */
export interface SimulateOptions {
  readonly set: readonly string[];
  readonly pods?: number;
  readonly nodes?: number;
  readonly from?: string;
  readonly repeats: number;
  readonly seed?: number;
  readonly json?: boolean;
  readonly output?: string;
}

/** What was simulated. */
export interface WhatIf {
  readonly schema: 1;
  readonly experiment: string;
  readonly kubernetes: string;
  /** What a reader must know, one sentence each. */
  readonly notes: readonly string[];
  readonly asIs: Simulated;
  /** Absent when nothing was to be changed. */
  readonly changed?: Simulated;
  /** changed / asIs - 1 of the predicted deployment times. */
  readonly change?: number;
}
