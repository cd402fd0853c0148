import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { KubeconfigError } from "./errors.ts";

const fields = z.record(z.string(), z.unknown());
const named = <T extends z.ZodType>(key: string, value: T) =>
  z.looseObject({ name: z.string(), [key]: value.optional() });

const kubeconfigSchema = z.looseObject({
  clusters: z.array(named("cluster", fields)).nullish(),
  users: z.array(named("user", fields)).nullish(),
  contexts: z.array(named("context", fields)).nullish(),
  "current-context": z.string().nullish(),
});

/** Fields of an entry, as the file has them. */
export type Fields = Readonly<Record<string, unknown>>;

/** One kubeconfig, or several of them joined. */
export interface Kubeconfig {
  readonly clusters: ReadonlyMap<string, Fields>;
  readonly users: ReadonlyMap<string, Fields>;
  readonly contexts: ReadonlyMap<string, Fields>;
  readonly currentContext?: string;
}

/** Fields that hold paths, which count from the folder of their file. */
const paths = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];

/**
 * Reads one file; paths in it come out absolute.
 * @param namedBy why it was looked for, for the message
 * @throws KubeconfigError when it cannot be read or is no kubeconfig; the message quotes nothing of the file
 */
export async function readKubeconfig(file: string, namedBy: string): Promise<Kubeconfig> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const code = (error as NodeJS.ErrnoException).code ?? "an error";
    throw new KubeconfigError(`${file}: the kubeconfig cannot be read (${code}), and ${namedBy}`);
  });
  const document = parseDocument(text);
  const [fault] = document.errors;
  if (fault !== undefined)
    throw new KubeconfigError(
      `${file}:${fault.linePos?.[0].line ?? 1}: expected a kubeconfig in YAML, but it cannot be parsed (${fault.code})`,
    );
  const read = kubeconfigSchema.safeParse(document.toJS());
  if (!read.success) {
    const [issue] = read.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? "the file" : issue.path.join(".");
    throw new KubeconfigError(`${file}: expected a kubeconfig, but ${where} is not as it should be`);
  }
  const { clusters, users, contexts, "current-context": current } = read.data;
  const folder = dirname(file);
  return {
    clusters: entriesOf(clusters, "cluster", folder),
    users: entriesOf(users, "user", folder),
    contexts: entriesOf(contexts, "context", folder),
    ...(typeof current === "string" && current !== "" ? { currentContext: current } : {}),
  };
}

function entriesOf(
  list: readonly Fields[] | null | undefined,
  key: string,
  folder: string,
): ReadonlyMap<string, Fields> {
  return new Map(
    (list ?? []).map((entry) => [String(entry["name"]), absolute((entry[key] ?? {}) as Fields, folder)]),
  );
}

function absolute(entry: Fields, folder: string): Fields {
  const changed = paths.flatMap((key): [string, string][] => {
    const value = entry[key];
    return typeof value === "string" && value !== "" ? [[key, resolve(folder, value)]] : [];
  });
  return { ...entry, ...Object.fromEntries(changed) };
}

/** Joins kubeconfigs as kubectl does: of two entries or contexts of one name the first counts. */
export function joined(kubeconfigs: readonly Kubeconfig[]): Kubeconfig {
  const all = (kind: "clusters" | "users" | "contexts"): ReadonlyMap<string, Fields> =>
    new Map(kubeconfigs.toReversed().flatMap((one) => [...one[kind]]));
  const current = kubeconfigs.find(({ currentContext }) => currentContext !== undefined)?.currentContext;
  return {
    clusters: all("clusters"),
    users: all("users"),
    contexts: all("contexts"),
    ...(current === undefined ? {} : { currentContext: current }),
  };
}
