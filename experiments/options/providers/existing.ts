import { text } from "../kinds.ts";
import { withoutMachines, type Known, type Problem } from "../known.ts";
import { byDefault, unset } from "../option.ts";

/** A cluster that is there already; its options stand in `[existing]`. */
export const existing = {
  options: {
    kubeconfig: text(unset, "path of the kubeconfig file; unset = as kubectl finds it"),
    context: text(unset, "context of the kubeconfig; unset = its current one"),
    namespace: text(unset, "namespace for the workload; unset = one that Columbo makes and removes"),
    image: text(
      byDefault("docker.io/library/busybox:stable"),
      "image of the containers; unless `command` is set they run `sh` in it, which prints a line and sleeps",
    ),
    command: text(
      unset,
      "program in the image and its arguments, parted by spaces, which prints a line and then waits; `{seconds}` stands for `sleep_time`",
    ),
  },
  check: checkExisting,
};

/** Columbo doesn't make the machines of such a cluster, so that nothing need be said of them. */
function checkExisting(known: Known): readonly Problem[] {
  const problems: Problem[] = [];
  if (withoutMachines(known) && known.has("instances") && known.get("instances") === undefined) {
    const text = "missing, expected with provider existing: there are no cloud_nodes to count instances by";
    problems.push({ key: "instances", text });
  }
  if (known.get("cache_worker") === true) {
    const text = "has no effect with provider existing: its nodes pull the image as they need it";
    problems.push({ key: "cache_worker", text, warning: true });
  }
  return problems;
}
