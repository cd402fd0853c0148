import { strip } from "../../ini/blank.ts";
import { bool, choice, float, int, list, text } from "../kinds.ts";
import { nodesOf, numberOf, withoutMachines, type Known, type Problem, type Tier } from "../known.ts";
import { byDefault, computed, mandatory, unset, type Fallback } from "../option.ts";
import { readInt } from "../python-values.ts";

/** Who makes the machines: Continuum's own four, then Columbo's. */
const providerNames = ["qemu", "gcp", "aws", "baremetal", "local", "simulated", "existing"] as const;

/** 0 for a tier without nodes; a tier with nodes needs the option. */
function ifNodes(tier: Tier): Fallback<number> {
  return computed(`mandatory if ${tier}_nodes > 0, else 0`, (known) => {
    const nodes = numberOf(known, `${tier}_nodes`);
    if (nodes === undefined) return undefined;
    return nodes > 0 ? { missing: `expected because ${tier}_nodes is ${String(nodes)}` } : { value: 0 };
  });
}

const nodes = (tier: Tier) => int({ min: 0 }, byDefault(0), `machines of the ${tier} tier`);
const cores = (tier: Tier) => int({ min: 1 }, ifNodes(tier), `vCPUs of one ${tier} machine`);
const memory = (tier: Tier) => int({ min: 1 }, ifNodes(tier), `memory of one ${tier} machine, GiB`);
const quota = (tier: Tier) =>
  float({ min: 0.1, max: 1 }, ifNodes(tier), `share of a core for each vCPU of one ${tier} machine`);
// Continuum documents MB/s, and applies bytes per second by mistake.
const readSpeed = (tier: Tier) =>
  int({ min: 0 }, byDefault(0), `disk reads of one ${tier} machine, MB/s; 0 = no limit`);
const writeSpeed = (tier: Tier) =>
  int({ min: 0 }, byDefault(0), `disk writes of one ${tier} machine, MB/s; 0 = no limit`);

const thirdPart = { min: 1, max: 254 };

function isPrefix(raw: string): boolean {
  const parts = raw.split(".").map((part) => readInt(strip(part)) ?? 0);
  return parts.length === 2 && parts.every((part) => part >= thirdPart.min && part <= thirdPart.max);
}

/** `[infrastructure]`, whatever the provider. */
export const infrastructure = {
  provider: choice(providerNames, mandatory, "who makes the machines"),
  infra_only: bool(byDefault(false), "make the machines only; [benchmark] is not read"),
  cloud_nodes: int({ min: 0 }, byDefault(0), "machines of the cloud tier, the control node among them"),
  edge_nodes: nodes("edge"),
  endpoint_nodes: nodes("endpoint"),
  cloud_cores: cores("cloud"),
  edge_cores: cores("edge"),
  endpoint_cores: cores("endpoint"),
  cloud_memory: memory("cloud"),
  edge_memory: memory("edge"),
  endpoint_memory: memory("endpoint"),
  cloud_quota: quota("cloud"),
  edge_quota: quota("edge"),
  endpoint_quota: quota("endpoint"),
  cloud_read_speed: readSpeed("cloud"),
  edge_read_speed: readSpeed("edge"),
  endpoint_read_speed: readSpeed("endpoint"),
  cloud_write_speed: writeSpeed("cloud"),
  edge_write_speed: writeSpeed("edge"),
  endpoint_write_speed: writeSpeed("endpoint"),
  cpu_pin: bool(byDefault(false), "pin each vCPU to a core of its own"),
  external_physical_machines: list(byDefault([]), "more hosts, user@address, besides the local one"),
  netperf: bool(byDefault(false), "network benchmark once the machines are up"),
  base_path: text(unset, "where Continuum keeps its files on every host; unset = the home folder"),
  prefixIP: text(byDefault("192.168"), "first half of the machines' addresses", {
    matches: isPrefix,
    expected: "two whole numbers from 1 to 254 with a dot between them",
  }),
  middleIP: int(thirdPart, byDefault(100), "third part of the machines' addresses"),
  middleIP_base: int(thirdPart, byDefault(90), "third part of the base images' addresses"),
  delete: bool(byDefault(false), "destroy the machines after the run"),
  network_emulation: bool(
    byDefault(false),
    "shape the traffic between machines; the options below hold only then",
  ),
};

/** What must hold between the options of the section. */
export function checkInfrastructure(known: Known): readonly Problem[] {
  const count = nodesOf(known);
  const middle = numberOf(known, "middleIP");
  const problems: Problem[] = [];
  const sum = count === undefined ? undefined : count.cloud + count.edge + count.endpoint;
  if (sum === 0 && !withoutMachines(known)) {
    const text = "expected at least one machine: cloud_nodes, edge_nodes and endpoint_nodes add up to 0";
    problems.push({ key: "cloud_nodes", text });
  }
  if (middle !== undefined && middle === numberOf(known, "middleIP_base")) {
    problems.push({
      key: "middleIP_base",
      text: `expected another number than middleIP, got ${String(middle)} for both`,
    });
  }
  return problems;
}

/** A leading `~` becomes the home folder and one slash at the end goes, as Continuum treats base_path. */
export function expandedPath(path: string | undefined, home: string): string {
  const expanded = (path ?? home).replace(/^~(?=\/|$)/, () => home);
  return expanded.endsWith("/") ? expanded.slice(0, -1) : expanded;
}
