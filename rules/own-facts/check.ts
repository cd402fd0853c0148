import {
  didYouMean,
  type Component,
  type YamlFault,
  type YamlFile,
  type YamlPath,
} from "../../knowledge/index.ts";
import { factKinds } from "../facts/catalogue.ts";
import type { WrittenFact } from "./schema.ts";

/** Those that serve metrics which Columbo can reach. */
const components: readonly Component[] = [
  "etcd",
  "kube-apiserver",
  "kube-controller-manager",
  "kube-scheduler",
  "kubelet",
];

type FaultAt = (path: YamlPath, message: string) => YamlFault;

/** What is wrong with a fact that has the right shape, `place` being its path in the file. */
export function checkFact(yaml: YamlFile, fact: WrittenFact, place: YamlPath): readonly YamlFault[] {
  const at: FaultAt = (path, message) => yaml.faultAt([...place, ...path], message);
  const sources = (["metric", "log", "object"] as const).filter((key) => fact[key] !== undefined);
  const faults: YamlFault[] = [];
  if (factKinds.some(({ id }) => id === fact.id))
    faults.push(at(["id"], `${fact.id} is one of Columbo's own facts; choose another id`));
  if (sources.length !== 1)
    faults.push(
      at([], `expected exactly one of metric, log, object; found ${sources.join(" and ") || "none"}`),
    );
  if (fact.unit === "name" && fact.object === undefined && fact.log?.take !== "last")
    faults.push(at(["unit"], "a name comes from an object's field or from a log's last line, not from here"));
  return [...faults, ...checkMetric(fact, at), ...checkLog(fact, at), ...checkObject(fact, at)];
}

function checkMetric({ metric }: WrittenFact, at: FaultAt): readonly YamlFault[] {
  if (metric === undefined) return [];
  const { component, url, ca, identity, path } = metric;
  const faults = oneOf(metric, ["component", "url", "pods"], (message) => at(["metric"], message));
  if (component !== undefined && !components.some((one) => one === component))
    faults.push(
      at(["metric", "component"], `unknown component "${component}"${didYouMean(component, components)}`),
    );
  if (component === undefined && path !== undefined)
    faults.push(at(["metric", "path"], "only a component has this path; write it into url or under pods"));
  if (url === undefined || !url.startsWith("https:"))
    for (const key of ["ca", "identity"] as const)
      if (metric[key] !== undefined)
        faults.push(at(["metric", key], `${key} belongs to an address that begins with https:`));
  if (ca !== undefined && identity !== undefined)
    faults.push(at(["metric", "ca"], "expected ca or identity, not both: the cluster has its own authority"));
  const fault = url === undefined ? undefined : faultOfUrl(url);
  return fault === undefined ? faults : [...faults, at(["metric", "url"], fault)];
}

function faultOfUrl(url: string): string | undefined {
  if (!URL.canParse(url)) return `expected an address such as http://127.0.0.1:9962/metrics, found "${url}"`;
  const { protocol, username, password } = new URL(url);
  if (protocol !== "http:" && protocol !== "https:")
    return `expected an address of http or https, found ${protocol}`;
  // It would be written into the trial's record and every report.
  return username + password === ""
    ? undefined
    : "an address with a user or a password is refused: it would be read in reports";
}

function checkLog({ log }: WrittenFact, at: FaultAt): readonly YamlFault[] {
  if (log === undefined) return [];
  const faults = oneOf(log, ["file", "pods"], (message) => at(["log"], message));
  const pattern = ["log", "pattern"];
  try {
    const { source } = new RegExp(log.pattern);
    // The empty alternative makes any text fit, so that the groups can be counted.
    const groups = Object.keys(new RegExp(`${source}|`).exec("")?.groups ?? {});
    if (groups.length > 1)
      faults.push(at(pattern, `expected one named group, found ${groups.join(" and ")}`));
    if (groups.length === 0 && log.take !== "count")
      faults.push(
        at(pattern, `take: ${log.take} needs a named group in the pattern, such as (?<seconds>[0-9.]+)`),
      );
  } catch (error) {
    faults.push(at(pattern, `expected a regular expression: ${(error as Error).message}`));
  }
  return faults;
}

function checkObject({ object }: WrittenFact, at: FaultAt): readonly YamlFault[] {
  if (object?.kind.toLowerCase() !== "secret") return [];
  return [at(["object", "kind"], "Secrets are not read: what is in them would be read in reports")];
}

function oneOf(
  source: Readonly<Record<string, unknown>>,
  keys: readonly string[],
  fault: (message: string) => YamlFault,
): YamlFault[] {
  const present = keys.filter((key) => source[key] !== undefined);
  if (present.length === 1) return [];
  return [fault(`expected exactly one of ${keys.join(", ")}; found ${present.join(" and ") || "none"}`)];
}
