import { choice } from "../kinds.ts";
import { mandatory } from "../option.ts";

/** `[execution_model]`; the section may be left out. */
export const executionModel = {
  model: choice(["openfaas"], mandatory, "how the application is called"),
};
