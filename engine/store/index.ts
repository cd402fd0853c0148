export * from "./run-folder.ts";
export * from "./store-error.ts";
export * from "./stored-run.ts";
