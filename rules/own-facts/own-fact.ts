import type { Component } from "../../knowledge/index.ts";
import type { FactKind } from "../facts/fact-kind.ts";

/** Pods of the cluster, by label selector. */
interface PodSelection {
  readonly namespace: string;
  readonly selector: string;
}

/** Where a metric is read: a component that Columbo reads anyhow, a URL, or pods through the API server. */
export type MetricPlace =
  | { readonly component: Component; readonly path?: string | undefined }
  | {
      readonly url: string;
      /** File with the authorities that the server's certificate is checked against, absolute. */
      readonly ca?: string | undefined;
      /** Columbo shows the server who it is in the cluster. */
      readonly identity?: "cluster" | undefined;
    }
  | { readonly pods: PodSelection & { readonly port: number; readonly path: string } };

/** Series of a Prometheus metric, added up over all places. */
export interface MetricSource {
  readonly from: MetricPlace;
  /** Of a histogram without _sum and _count. */
  readonly name: string;
  /** What the labels of a series must be; others may be anything. */
  readonly labels: Readonly<Record<string, string>>;
  /**
   * growth = what it grew by during the trial; rate = that per second; mean = what a histogram's observations of the
   * trial are on average; value = what it was after the trial.
   */
  readonly how: "growth" | "rate" | "mean" | "value";
  /** What counts where there is no such series; absent = the fact is missing. */
  readonly absent?: number | undefined;
}

/** Lines that a log gained during the trial. */
export interface LogSource {
  readonly from:
    { readonly file: string } | { readonly pods: PodSelection & { readonly container?: string | undefined } };
  /** A regular expression of JavaScript with one named group, or with none to count lines. */
  readonly pattern: string;
  readonly take: "count" | "sum" | "mean" | "max" | "last";
}

/** A field of an object of the API, as it is after the trial. */
export interface ObjectSource {
  readonly apiVersion: string;
  readonly kind: string;
  /** Absent = the trial's namespace, where the kind has any. */
  readonly namespace?: string | undefined;
  readonly name: string;
  readonly path: readonly string[];
}

/** A fact that a user described: what it is, and where it is read. Exactly one source is there. */
export interface OwnFact extends FactKind {
  readonly metric?: MetricSource | undefined;
  readonly log?: LogSource | undefined;
  readonly object?: ObjectSource | undefined;
  /** Where it was described. */
  readonly file: string;
}

/** Whether a file of this name describes facts; every other file of a rules folder is a rule. */
export function isFactFile(name: string): boolean {
  return /(^|[./\\])facts\.(ya?ml|json)$/.test(name);
}
