/** A source around one trial. */
export interface Reader<T> {
  /** What is read, a phrase for the evidence; never with what may be secret. */
  readonly origin: string;
  begin(): Promise<void>;
  end(): Promise<T>;
}

/** What a fact came to. */
export interface OwnValue {
  readonly value: number | string;
  /** How it came about, where the origin does not say it. */
  readonly note?: string;
}

/** Why a fact cannot be told; the message becomes its reason. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}
