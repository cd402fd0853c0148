import { parameters } from "../../knowledge/index.ts";
import { withValue, type SettingOf } from "./settings.ts";

/** What keeps kube-apiserver from putting its own values back within a minute, and what lets it do so again. */
const keeping = "apf.kubernetes.io/autoupdate-spec";

/** The objects of the API that these settings are written into, with their values by path. */
function levelsIn(
  settings: readonly SettingOf[],
): ReadonlyMap<string, readonly (readonly [string, unknown])[]> {
  const entries = settings.flatMap(({ parameter: { set }, value }) =>
    set.by === "api-object" ? [{ name: set.name, path: set.path, value }] : [],
  );
  return new Map(
    [...Map.groupBy(entries, ({ name }) => name)].map(([name, own]) => [
      name,
      own.map(({ path, value }) => [path, value] as const),
    ]),
  );
}

/** The commands that write these settings into priority levels; undefined when none of them belongs there. */
export function priorityLevelCommands(settings: readonly SettingOf[]): string | undefined {
  const lines = [...levelsIn(settings)].flatMap(([name, values]) => {
    return [
      `kubectl annotate prioritylevelconfiguration ${name} ${keeping}=false --overwrite`,
      patchOf(name, values),
    ];
  });
  return lines.length === 0 ? undefined : lines.join("\n");
}

/**
 * The commands that put levels back: kube-apiserver restores those that it makes by itself, others get their former values.
 * @param settings the values from before
 */
export function priorityLevelUndo(settings: readonly SettingOf[]): string | undefined {
  const lines = [...levelsIn(settings)].map(([name, values]) =>
    parameters.some(({ set }) => set.by === "api-object" && set.name === name)
      ? `kubectl annotate prioritylevelconfiguration ${name} ${keeping}=true --overwrite`
      : patchOf(name, values),
  );
  return lines.length === 0 ? undefined : lines.join("\n");
}

function patchOf(name: string, values: readonly (readonly [string, unknown])[]): string {
  const patch = values.reduce<object>((body, [path, value]) => withValue(body, path.split("."), value), {});
  return `kubectl patch prioritylevelconfiguration ${name} --type merge -p '${JSON.stringify(patch)}'`;
}
