export * from "./build.ts";
export * from "./clock-bounds.ts";
export * from "./modelled-start.ts";
export * from "./stage-times.ts";
export * from "./steps-of.ts";
export type * from "./timeline.ts";
