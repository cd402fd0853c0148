import { findParameter, readYaml, type Setting } from "../knowledge/index.ts";
import type { Experiment } from "./experiment.ts";
import { yamlFault, type Fault } from "./faults.ts";
import type { Problem } from "./options/known.ts";
import { readYamlBeside } from "./yaml-beside.ts";
import { readFragment } from "./workloads/check-fragment.ts";
import { settingsOfFragment } from "./workloads/fragment-settings.ts";
import { hasReadinessProbe, type PodFragment } from "./workloads/pod-fragment.ts";

/** What the file of `[columbo] pod` comes to. */
export interface ReadPod {
  /** The experiment with it; fields that are parameters are settings too, of which `[kubernetes]` has the last word. */
  readonly experiment: Experiment;
  /** What is wrong with the file. */
  readonly faults: readonly Fault[];
  /** What is wrong with the options of the experiment. */
  readonly problems: readonly Problem[];
}

/** Reads the pods that the experiment describes; the experiment as it is where it describes none. */
export async function readPod(experiment: Experiment): Promise<ReadPod> {
  const { provider, columbo, file } = experiment;
  const nothing = { experiment, faults: [], problems: [] };
  if (columbo.pod === undefined) return { ...nothing, problems: checkProbe(experiment.settings, {}) };
  if (provider.name === "simulated") {
    const text =
      "expected none with provider simulated, which makes no pods: workload parameters in [kubernetes] count";
    return { ...nothing, problems: [{ key: "pod", text }] };
  }
  const read = await readYamlBeside(file, columbo.pod, "with a part of a pod template");
  if ("fault" in read) return { ...nothing, problems: [{ key: "pod", text: read.fault }] };
  const yaml = readYaml(read.file, read.text);
  const found = readFragment(yaml);
  if ("faults" in found) return { ...nothing, faults: found.faults.map(yamlFault) };
  const { settings, faults } = settingsOfFragment(found.pod, yaml);
  const given = new Set(experiment.settings.map(({ parameter }) => parameter));
  const own = settings.filter(({ parameter }) => !given.has(parameter));
  return {
    experiment: { ...experiment, pod: found.pod, settings: [...own, ...experiment.settings] },
    faults: faults.map(yamlFault),
    problems: checkProbe(experiment.settings, found.pod),
  };
}

/** How a probe is timed means nothing without what it asks. */
function checkProbe(settings: readonly Setting[], pod: PodFragment): readonly Problem[] {
  if (hasReadinessProbe({ pod })) return [];
  return settings.flatMap(({ parameter }) => {
    const set = findParameter(parameter)?.set;
    if (set?.by !== "workload" || !set.path.includes("readinessProbe.")) return [];
    const text = "has no effect: expected a readinessProbe in the file that pod in [columbo] names";
    return [{ key: parameter, text }];
  });
}
