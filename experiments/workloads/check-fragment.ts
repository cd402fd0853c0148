import {
  didYouMean,
  kindOf,
  valueAt,
  type YamlFault,
  type YamlFile,
  type YamlPath,
} from "../../knowledge/index.ts";
import type { PodFragment } from "./pod-fragment.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Fields that a trial cannot do with, by the map that they stand in, each with what to do instead. */
const refused: readonly { readonly under: YamlPath; readonly fields: Readonly<Record<string, string>> }[] = [
  {
    under: ["spec"],
    fields: {
      restartPolicy: "the containers of a trial are not started again: remove it",
      terminationGracePeriodSeconds:
        "trials set it to 0, so that one's end is not in the next one's way: remove it",
      activeDeadlineSeconds: "it would end the trial's pods: remove it",
      nodeName: "such a pod passes the scheduler by, whose work is part of a trial: use nodeSelector",
      schedulingGates: "nobody would open the gate: remove it",
      ephemeralContainers: "Kubernetes refuses them in a pod template: remove it",
    },
  },
  {
    under: ["spec", "containers", 0],
    fields: {
      name: "this entry is merged into every container, which has a name of its own: remove it",
      image: "cache_worker in [benchmark], or image in [existing], says which image is there: remove it",
      imagePullPolicy: "workload.imagePullPolicy in [kubernetes] says it: move it there",
      command: "the application of a trial is Columbo's, or command in [existing] says it: remove it",
      args: "the application of a trial is Columbo's, or command in [existing] says it: remove it",
    },
  },
];

const maps: readonly YamlPath[] = [
  [],
  ["metadata"],
  ["metadata", "labels"],
  ["metadata", "annotations"],
  ["spec"],
];

/** What Columbo or the job controller finds pods by. */
const ownLabel =
  /^(?:columbo|batch\.kubernetes\.io)\/|^(?:app\.kubernetes\.io\/managed-by|job-name|controller-uid)$/;

/** The fragment of a pod template in a YAML file, or all faults that keep it from being one. */
export function readFragment(
  yaml: YamlFile,
): { readonly pod: PodFragment } | { readonly faults: readonly YamlFault[] } {
  if (yaml.faults.length > 0) return { faults: yaml.faults };
  const wrong = maps.flatMap((path) => {
    const value = valueAt(yaml.value, path);
    if (isMap(value) || (value === undefined && path.length > 0)) return [];
    const what = path.length === 0 ? "a map with metadata, spec or both" : `${path.join(".")} to be a map`;
    return [yaml.faultAt(path, `expected ${what}, found ${kindOf(value)}`)];
  });
  if (wrong.length > 0) return { faults: wrong };
  const faults = [
    ...unknownKeys(yaml, [], ["metadata", "spec"]),
    ...unknownKeys(yaml, ["metadata"], ["labels", "annotations"]),
    ...["labels", "annotations"].flatMap((key) => checkTexts(yaml, ["metadata", key])),
    ...checkContainers(yaml),
    ...refused.flatMap(({ under, fields }) =>
      Object.entries(fields).flatMap(([key, why]) =>
        valueAt(yaml.value, [...under, key]) === undefined
          ? []
          : [yaml.faultAtKey([...under, key], `${key} has no place here: ${why}`)],
      ),
    ),
  ];
  return faults.length > 0 ? { faults } : { pod: yaml.value as PodFragment };
}

function unknownKeys(yaml: YamlFile, path: YamlPath, known: readonly string[]): readonly YamlFault[] {
  return keysAt(yaml.value, path)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const hint = didYouMean(key, known) || `, expected ${known.join(" or ")}`;
      return yaml.faultAtKey([...path, key], `unknown key ${JSON.stringify(key)}${hint}`);
    });
}

/** Labels and annotations are texts: `true` and `1` without quotes are none, and the API server refuses them. */
function checkTexts(yaml: YamlFile, path: YamlPath): readonly YamlFault[] {
  return keysAt(yaml.value, path).flatMap((key) => {
    if (ownLabel.test(key))
      return [
        yaml.faultAtKey([...path, key], `${key} is Columbo's or the job controller's own: take another name`),
      ];
    const value = valueAt(yaml.value, [...path, key]);
    if (typeof value === "string") return [];
    return [yaml.faultAt([...path, key], `expected a text, in quotes where needed, found ${kindOf(value)}`)];
  });
}

function checkContainers(yaml: YamlFile): readonly YamlFault[] {
  const path = ["spec", "containers"];
  const value = valueAt(yaml.value, path);
  if (value === undefined) return [];
  const one = "one entry, which is merged into every container of the trial";
  if (!Array.isArray(value))
    return [yaml.faultAt(path, `expected a list with ${one}, found ${kindOf(value)}`)];
  if (value.length !== 1)
    return [yaml.faultAt([...path, 1], `expected ${one}, found ${String(value.length)}`)];
  return isMap(value[0]) ? [] : [yaml.faultAt([...path, 0], `expected a map, found ${kindOf(value[0])}`)];
}

function isMap(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function keysAt(root: unknown, path: YamlPath): readonly string[] {
  const value = valueAt(root, path);
  return isMap(value) ? Object.keys(value) : [];
}
