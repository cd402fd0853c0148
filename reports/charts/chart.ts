import type { StageId } from "../../knowledge/index.ts";

/** A stretch of time of one row: a stage, or time in which no source showed where the container was. */
export interface Span {
  readonly stage: StageId | "unseen";
  readonly modelled: boolean;
  /** Seconds since the client started. */
  readonly from: number;
  readonly to: number;
}

/** The rows of one trial, from top to bottom. */
interface GanttPanel {
  readonly title: string;
  readonly rows: readonly (readonly Span[])[];
}

export interface GanttChart {
  readonly kind: "gantt";
  readonly noun: string;
  readonly panels: readonly GanttPanel[];
  /** Where the common time scale ends, seconds. */
  readonly end: number;
}

/** How the deployment time is made up of the stages, one bar per line. */
export interface StagesChart {
  readonly kind: "stages";
  readonly bars: readonly { readonly title: string; readonly parts: readonly StagePart[] }[];
}

interface StagePart {
  readonly stage: StageId | "unseen";
  readonly modelled: boolean;
  readonly seconds: number;
}

/** The deployment time of every trial. */
export interface TrialsChart {
  readonly kind: "trials";
  readonly groups: readonly {
    readonly title: string;
    readonly median: number;
    readonly trials: readonly number[];
  }[];
}

/** What a chart shows, as values: drawing it is the HTML side's business. */
export type Chart = GanttChart | StagesChart | TrialsChart;
