import type { PointId } from "../../knowledge/index.ts";
import type { Stamp } from "../timeline/timeline.ts";

/** Gathers one stamp of each point of each object: only the first event counts, later ones are later tries. */
export class FirstStamps {
  private readonly stamps = new Map<string, Stamp>();

  add(stamp: Stamp): void {
    const key = `${stamp.point} ${stamp.job ?? stamp.pod ?? ""} ${stamp.container ?? ""}`;
    if (!this.stamps.has(key)) this.stamps.set(key, stamp);
  }

  has(point: PointId, object: string): boolean {
    return this.stamps.has(`${point} ${object} `);
  }

  all(): readonly Stamp[] {
    return [...this.stamps.values()];
  }
}
