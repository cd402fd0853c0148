export { inputOf } from "./input.ts";
export { simulatedServiceTimes } from "./service-times.ts";
export { simulatedRecord, type SimulatedTrial } from "./trial.ts";
