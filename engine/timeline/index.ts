export * from "./build.ts";
export * from "./clock-bounds.ts";
export * from "./expected-points.ts";
export * from "./modelled-start.ts";
export * from "./stage-times.ts";
export type * from "./timeline.ts";
