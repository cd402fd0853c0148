export { connectTo, open, textOf } from "./api-request.ts";
export { coresOfHost } from "./cpu.ts";
export { klogLine } from "./klog-text.ts";
export type * from "./observer.ts";
export { observersFor, type ObserverSet } from "./observers-for.ts";
export { send } from "./send.ts";
export { startTraceReceiver, type TraceReceiver } from "./traces/receiver.ts";
export { onlyUnseen } from "./unseen.ts";
export { now } from "./watch.ts";
