export * from "./build.ts";
export * from "./stage-times.ts";
export type * from "./timeline.ts";
