import type { PointId } from "../../knowledge/index.ts";

/** One reading of one point, as an observer found it, before it is joined with others. */
export interface Stamp {
  readonly point: PointId;
  /** Name of the Job; absent only for client points. */
  readonly job?: string;
  readonly pod?: string;
  readonly container?: string;
  /** Milliseconds since the epoch, with a fraction. */
  readonly at: number;
  readonly source: string;
  /** Half width of what the source can tell apart, milliseconds. */
  readonly precision: number;
  /**
   * The source shows the point late by a delay that it cannot tell (a watch delivers when it comes to it): the point
   * lies no later than `at`. Such a stamp contradicts another only by being the earlier one.
   */
  readonly late?: true;
}

/** Two sources of one point that differ by more than both precisions allow. */
export interface Disagreement {
  readonly point: PointId;
  /** The one that was believed, and the other. */
  readonly sources: readonly [string, string];
  readonly containers: number;
  /** The greatest difference, seconds. */
  readonly seconds: number;
}

/** How far a host's clock can be from Columbo's: its clock minus Columbo's lies between the two, seconds. */
export interface ClockOffset {
  /** A node, or the component that stamps by that clock. */
  readonly host: string;
  /** Absent where nothing bounds it from below. */
  readonly low?: number;
  readonly high?: number;
  /** How it was found, for example "same machine" or "renewals of its Lease". */
  readonly source: string;
}

/** The time of one point on a container's timeline. */
export interface TimelinePoint {
  /** Seconds since the client started. */
  readonly seconds: number;
  readonly source: string;
  /** Half width, seconds. */
  readonly precision: number;
  /** True when nobody measured it: the plan's model made it. */
  readonly modelled?: true;
  /** True when it happened then or earlier: its source shows it late by a delay that it cannot tell. */
  readonly late?: true;
}

/** One container's way through the pipeline. */
export interface ContainerTimeline {
  readonly job: string;
  readonly pod: string;
  readonly container: string;
  readonly node?: string;
  readonly points: Readonly<Partial<Record<PointId, TimelinePoint>>>;
}

/** All containers of one trial, in the order in which they ran, or were ready where they have a readiness probe. */
export interface Timeline {
  /** When the client started, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly containers: readonly ContainerTimeline[];
  /** Points that no source showed, with the number of containers that lack each. */
  readonly gaps: readonly { readonly point: PointId; readonly containers: number; readonly why: string }[];
  readonly disagreements?: readonly Disagreement[];
  readonly clocks?: readonly ClockOffset[];
}
