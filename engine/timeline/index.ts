export * from "./build.ts";
export * from "./modelled-start.ts";
export * from "./stage-times.ts";
export type * from "./timeline.ts";
