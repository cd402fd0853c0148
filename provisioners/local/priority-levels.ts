import {
  compareMinor,
  defaultOf,
  findParameter,
  type ParameterValue,
  type Setting,
} from "../../knowledge/index.ts";
import { expectSuccess } from "./api.ts";
import { withValues } from "./components/config-tree.ts";
import type { HttpsClient } from "./https-client.ts";
import { waitUntil } from "./wait-until.ts";

/** What is to be written into one PriorityLevelConfiguration. */
export interface LevelChange {
  readonly name: string;
  readonly values: ReadonlyMap<string, ParameterValue>;
  /** Whether nothing is set any more, so that kube-apiserver may keep it as it likes again. */
  readonly isRestored: boolean;
}

interface LevelSetting {
  readonly name: string;
  readonly path: string;
  readonly value: ParameterValue;
  readonly usual: ParameterValue;
}

function levelsIn(settings: readonly Setting[], kubernetes: string): readonly LevelSetting[] {
  return settings.flatMap(({ parameter: id, value }) => {
    const parameter = findParameter(id);
    if (parameter?.set.by !== "api-object") return [];
    const { name, path } = parameter.set;
    return [{ name, path, value, usual: defaultOf(parameter, kubernetes) }];
  });
}

/**
 * What leads from some settings to others: the new values, and the version's defaults where there is none any more.
 * Levels that stay as they are are left out.
 */
export function levelChanges(
  before: readonly Setting[],
  after: readonly Setting[],
  kubernetes: string,
): readonly LevelChange[] {
  const [old, next] = [levelsIn(before, kubernetes), levelsIn(after, kubernetes)];
  const names = [...new Set([...old, ...next].map(({ name }) => name))];
  return names.flatMap((name): LevelChange[] => {
    const ours = next.filter((one) => one.name === name);
    const gone = old
      .filter((one) => one.name === name)
      .map(({ path, usual, value }) => ({ path, was: value, value: usual }));
    const values = new Map(gone.map(({ path, value }) => [path, value]));
    for (const { path, value } of ours) values.set(path, value);
    const was = new Map(gone.map(({ path, was }) => [path, was]));
    const isSame =
      ours.length === gone.length && [...values].every(([path, value]) => was.get(path) === value);
    return isSame ? [] : [{ name, values, isRestored: ours.length === 0 }];
  });
}

/**
 * Writes them; kube-apiserver takes them at once, and puts its own values back every minute unless it is told not to.
 * Source: kubernetes v1.34.4 pkg/registry/flowcontrol/ensurer/strategy.go:202-237.
 */
export async function writeLevels(
  api: HttpsClient,
  changes: readonly LevelChange[],
  kubernetes: string,
  signal: AbortSignal,
): Promise<void> {
  const version = compareMinor(kubernetes, "1.29") < 0 ? "v1beta3" : "v1";
  for (const { name, values, isRestored } of changes) {
    const path = `/apis/flowcontrol.apiserver.k8s.io/${version}/prioritylevelconfigurations/${name}`;
    const isThere = async () => (await api.send("GET", path, { signal })).status === 200;
    await waitUntil(`priority level ${name}`, isThere, { everyMs: 50, deadlineMs: 60_000, signal });
    const annotations = { "apf.kubernetes.io/autoupdate-spec": String(isRestored) };
    const body = withValues({ metadata: { annotations } }, values);
    expectSuccess(await api.send("PATCH", path, { body, signal }), `changing priority level ${name}`);
  }
}
