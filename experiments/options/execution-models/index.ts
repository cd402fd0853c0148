import { openfaas } from "./openfaas.ts";

/** The modules by the value of `model`. */
export const executionModels = { openfaas };
