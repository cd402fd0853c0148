import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadExperiment, standingOf } from "../../experiments/index.ts";
import { standUpMachines } from "../../provisioners/index.ts";
import { markdown } from "../columbo.ts";
import { host } from "../host.ts";

const experiment = `[infrastructure]
provider = qemu
infra_only = true
cloud_nodes = 1
cloud_cores = 1
cloud_memory = 1
cloud_quota = 1.0
edge_nodes = 1
edge_cores = 1
edge_memory = 1
edge_quota = 1.0
network_emulation = true
cloud_edge_latency_avg = 45
cloud_edge_latency_var = 5
cloud_edge_throughput = 7.21
prefixIP = 198.18
delete = true
`;

/** The link of Continuum's 4g preset between two machines, asked and measured. */
export async function linkTable(): Promise<string> {
  console.error("bench: an emulated link");
  const file = join(await mkdtemp(join(tmpdir(), "columbo-bench-")), "link.cfg");
  await writeFile(file, experiment);
  const standing = standingOf((await loadExperiment(file)).experiment);
  if (standing === undefined) throw new TypeError("machines without a workload are stood up");
  const { network } = await standUpMachines(standing, host);
  return markdown(
    ["direction", "delay asked", "measured", "rate asked", "measured"],
    network.links.map(({ from, to, asked, delayMs = Number.NaN, rateMbit = Number.NaN }) => [
      `${from} to ${to}`,
      `${String(asked.delayMs)} ms`,
      `${delayMs.toFixed(1)} ms (${percent(delayMs / asked.delayMs - 1)})`,
      `${String(asked.rateMbit)} Mbit/s`,
      `${rateMbit.toFixed(2)} Mbit/s (${percent(rateMbit / asked.rateMbit - 1)})`,
    ]),
  );
}

function percent(share: number): string {
  return `${share > 0 ? "+" : ""}${(100 * share).toFixed(1)} %`;
}
