import { createHash } from "node:crypto";
import { recipe } from "./recipe.ts";

/** Everything that an image is made of. */
export interface ImageInput {
  /** Debian's release, for example "bookworm", and where its packages come from. */
  readonly suite: string;
  readonly sources: string;
  /** Programs and archives that are put into it, by path in the image, with the SHA-256 of each. */
  readonly contents: Readonly<Record<string, string>>;
}

/** To be raised when the steps of making an image change. */
const layout = 1;

/** The name of an image in the cache: another one for every change of what goes in. */
export function imageKey({ suite, sources, contents }: ImageInput): string {
  const system = { layout, suite, sources, ...recipe };
  const sorted = Object.entries(contents).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify([system, sorted]))
    .digest("hex")
    .slice(0, 24);
}
