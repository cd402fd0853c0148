import type { Standing } from "../../experiments/index.ts";
import type { ProvisionerHost } from "../contract.ts";
import { ProvisionError } from "../errors.ts";
import type { MachinesReport } from "../machines-report.ts";
import { clocksOf } from "./clocks.ts";
import { imageFor } from "./image/image-for.ts";
import { qemuProvisioner } from "./index.ts";
import { lacksForMachines } from "./lacks.ts";
import { linkWarnings } from "./network/measured-link.ts";
import { measureNetwork } from "./network/report.ts";
import { raise, takeDown } from "./raise.ts";
import { machinesReport } from "./report.ts";
import { wire } from "./wire.ts";

/** Machines that are there for whoever wants to work on them. */
export interface StandingMachines extends MachinesReport {
  readonly id: string;
  /** Of the cluster on them, where there is one. */
  readonly kubeconfig?: string;
  /** What their user must know, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Makes an experiment's machines and leaves them, with Kubernetes on them where the experiment's phase is "software".
 * They are in the ledger, so that `columbo clean` takes them away. With `delete` they are gone at once: whoever asks for
 * both wants to know whether all of it works.
 */
export async function standUpMachines(
  { continuum, plan }: Standing,
  host: ProvisionerHost,
): Promise<StandingMachines> {
  if (plan !== undefined) {
    const cluster = await qemuProvisioner.up(plan, host);
    await cluster.down();
    if (cluster.machines === undefined) throw new TypeError("a cluster of machines has them");
    const { id, kubeconfig, notes = [] } = cluster;
    return { id, ...cluster.machines, ...(continuum.delete ? {} : { kubeconfig }), notes };
  }
  const [lack] = await lacksForMachines({ continuum });
  if (lack !== undefined) throw new ProvisionError(`${lack.what}: ${lack.mend}`, 3);
  const raised = await raise(continuum, (h) => imageFor(continuum, { programs: {}, archives: [] }, h), host);
  try {
    const { machines } = raised.fleet;
    const clocks = clocksOf(machines);
    await Promise.all([wire(continuum, machines), clocks.set()]);
    const network = await measureNetwork(machines, continuum, host);
    const report = machinesReport(raised, network, !continuum.delete);
    const notes = [...raised.notes, ...linkWarnings(network.links, raised.acceleration.by)];
    await takeDown(raised, !continuum.delete);
    return { id: raised.id, ...report, notes };
  } catch (error) {
    await takeDown(raised, false);
    host.signal.throwIfAborted();
    throw error;
  }
}
