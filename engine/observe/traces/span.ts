/** One span of OpenTelemetry, as far as it is used. */
export interface Span {
  /** Hexadecimal. */
  readonly trace: string;
  readonly id: string;
  /** Absent for the root of a trace. */
  readonly parent?: string;
  readonly name: string;
  /** For example "apiserver" or "kubelet". */
  readonly service: string;
  /** Milliseconds since the epoch, with a fraction. */
  readonly start: number;
  readonly end: number;
  /** Only those that hold a text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly failed?: true;
}
