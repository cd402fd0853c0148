import type { Setting } from "../../knowledge/index.ts";
import { limitSetBy, type Limits } from "../model/index.ts";

/**
 * What a doubling of one parameter is worth, as a share of the deployment time: about what trials can tell apart, so
 * that nobody would take it for less.
 */
const perDoubling = 0.01;

/**
 * How far settings are from the present ones, in doublings: the sum over parameters of log2 of how many times the
 * present value the new one is, or the other way around. A switch that changes counts as one, and so does what is 0.
 */
function doublings(settings: readonly Setting[], limits: Limits): number {
  return settings.reduce((sum, setting) => {
    const [now, then] = [limits[setting.parameter] ?? 0, limitSetBy(setting) ?? 0];
    if (now === then) return sum;
    const isRatio = typeof setting.value !== "boolean" && now > 0 && then > 0;
    return sum + (isRatio ? Math.abs(Math.log2(then / now)) : 1);
  }, 0);
}

/** Deployment time and how much is changed for it, as one number in seconds. */
export function withCost(seconds: number, settings: readonly Setting[], limits: Limits): number {
  return seconds * (1 + perDoubling * doublings(settings, limits));
}
