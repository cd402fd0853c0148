import { text } from "../kinds.ts";
import { nothingToCheck, unset } from "../option.ts";

/** A cluster that is there already; its options stand in `[existing]`. */
export const existing = {
  options: {
    kubeconfig: text(unset, "path of the kubeconfig file; unset = as kubectl finds it"),
    context: text(unset, "context of the kubeconfig; unset = its current one"),
    namespace: text(unset, "namespace for the workload; unset = the context's"),
  },
  check: nothingToCheck,
};
