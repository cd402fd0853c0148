/** One line of a component's log, written with `--logging-format=json` or in klog's own format. */
export interface LogLine {
  /** Milliseconds since the epoch, with a fraction. */
  readonly ts: number;
  readonly msg: string;
  readonly [key: string]: unknown;
}
