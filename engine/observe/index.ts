import { auditLog } from "./audit-log.ts";
import { componentMetrics } from "./component-metrics.ts";
import { controllerManagerLog } from "./controller-manager-log.ts";
import { cpu } from "./cpu.ts";
import { eventWatch } from "./event-watch.ts";
import type { ObserverFactory } from "./observer.ts";
import { podWatch } from "./pod-watch.ts";
import { schedulerLog } from "./scheduler-log.ts";

export { coresOfHost } from "./cpu.ts";
export { now } from "./watch.ts";
export type * from "./observer.ts";

/** All observers; where two of them show the same point, the earlier in this list is believed. */
export const observers: readonly ObserverFactory[] = [
  auditLog,
  controllerManagerLog,
  schedulerLog,
  podWatch,
  eventWatch,
  componentMetrics,
  cpu,
];
