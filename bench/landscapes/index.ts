import { apiServerBound } from "./api-server-bound.ts";
import { drawn } from "./drawn.ts";
import type { Landscape } from "./landscape.ts";
import { mixed } from "./mixed.ts";
import { nodeBound } from "./node-bound.ts";
import { paper } from "./paper.ts";
import { pullBound } from "./pull-bound.ts";

export type { Landscape } from "./landscape.ts";

/** What searches are compared on. */
export const landscapes: readonly Landscape[] = [
  ...paper,
  ...nodeBound,
  ...pullBound,
  ...apiServerBound,
  ...mixed,
  ...drawn,
];
