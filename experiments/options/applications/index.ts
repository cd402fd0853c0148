import { emptyKata } from "./empty-kata.ts";
import { empty } from "./empty.ts";
import { imageClassification } from "./image-classification.ts";
import { memUsage } from "./mem-usage.ts";
import { signalClassification } from "./signal-classification.ts";
import { stress } from "./stress.ts";

/** The modules by the value of `application`. */
export const applications = {
  image_classification: imageClassification,
  empty,
  empty_kata: emptyKata,
  mem_usage: memUsage,
  stress,
  signal_classification: signalClassification,
};
