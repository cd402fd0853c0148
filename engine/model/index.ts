export * from "./limits.ts";
export * from "./service-times.ts";
export * from "./simulate.ts";
export * from "./simulation.ts";
export * from "./timeline.ts";
