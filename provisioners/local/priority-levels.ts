import {
  compareMinor,
  defaultOf,
  findParameter,
  parameters,
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
  /** By path in the object; undefined = what stood there before the first change. */
  readonly values: ReadonlyMap<string, ParameterValue | undefined>;
  /** Whether nothing is set any more, so that kube-apiserver may keep it as it likes again. */
  readonly isRestored: boolean;
}

interface LevelSetting {
  readonly name: string;
  readonly path: string;
  readonly value: ParameterValue;
  /** Undefined where only the cluster knows it. */
  readonly usual: ParameterValue | undefined;
}

function levelsIn(settings: readonly Setting[], kubernetes: string): readonly LevelSetting[] {
  return settings.flatMap(({ parameter: id, value }) => {
    const parameter = findParameter(id);
    if (parameter?.set.by !== "api-object") return [];
    const { name, path } = parameter.set;
    return [{ name, path, value, usual: isSuggested(name) ? defaultOf(parameter, kubernetes) : undefined }];
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
    const values = new Map<string, ParameterValue | undefined>(gone.map(({ path, value }) => [path, value]));
    for (const { path, value } of ours) values.set(path, value);
    const was = new Map(gone.map(({ path, was }) => [path, was]));
    const isSame =
      ours.length === gone.length && [...values].every(([path, value]) => was.get(path) === value);
    return isSame ? [] : [{ name, values, isRestored: ours.length === 0 }];
  });
}

/** Writes priority levels, and puts those of somebody's own back exactly as they were. */
export interface LevelWriter {
  /** kube-apiserver takes the values at once. */
  write(changes: readonly LevelChange[], signal: AbortSignal): Promise<void>;
}

/**
 * kube-apiserver puts its own values of the levels that it makes back every minute unless it is told not to; nobody keeps
 * other levels. Source: kubernetes v1.34.4 pkg/registry/flowcontrol/ensurer/strategy.go:202-237.
 */
export function createLevelWriter(api: HttpsClient, kubernetes: string): LevelWriter {
  const version = compareMinor(kubernetes, "1.29") < 0 ? "v1beta3" : "v1";
  /** What stood in levels of somebody's own before the first change, by level and path. */
  const originals = new Map<string, ParameterValue | null>();

  async function read(name: string, path: string, signal: AbortSignal): Promise<unknown> {
    let found: unknown;
    const isThere = async () => {
      const { status, body } = await api.send("GET", path, { signal });
      if (status === 200) found = JSON.parse(body);
      return status === 200;
    };
    await waitUntil(`priority level ${name}`, isThere, { everyMs: 50, deadlineMs: 60_000, signal });
    return found;
  }

  async function writeOne({ name, values, isRestored }: LevelChange, signal: AbortSignal): Promise<void> {
    const path = `/apis/flowcontrol.apiserver.k8s.io/${version}/prioritylevelconfigurations/${name}`;
    const found = await read(name, path, signal);
    const next = [...values].map(([place, value]) => {
      const key = `${name} ${place}`;
      if (!originals.has(key)) originals.set(key, valueAt(found, place));
      return [place, value ?? originals.get(key) ?? null] as const;
    });
    const annotations = { "apf.kubernetes.io/autoupdate-spec": String(isRestored) };
    const body = withValues(isSuggested(name) ? { metadata: { annotations } } : {}, new Map(next));
    expectSuccess(await api.send("PATCH", path, { body, signal }), `changing priority level ${name}`);
  }

  return {
    async write(changes, signal) {
      for (const change of changes) await writeOne(change, signal);
    },
  };
}

/** Whether kube-apiserver makes the level itself. */
function isSuggested(level: string): boolean {
  return parameters.some(({ set }) => set.by === "api-object" && set.name === level);
}

/** What stands at a dotted path; null, which removes it from a merge patch's target, for nothing. */
function valueAt(object: unknown, path: string): ParameterValue | null {
  const found = path
    .split(".")
    .reduce<unknown>(
      (inner, key) =>
        typeof inner === "object" && inner !== null
          ? (inner as Readonly<Record<string, unknown>>)[key]
          : undefined,
      object,
    );
  return typeof found === "number" || typeof found === "string" || typeof found === "boolean" ? found : null;
}
