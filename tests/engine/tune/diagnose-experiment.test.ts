import { mkdtemp, readdir, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { CleanUpError } from "../../../engine/tune/clean-up-error.ts";
import { diagnoseExperiment, type DiagnoseRequest } from "../../../engine/tune/index.ts";
import type { Cluster, Provisioner, ProvisionerHost } from "../../../provisioners/index.ts";
import { planOf } from "./fake.ts";

/** A request to a fake provisioner, with an output folder of its own. */
async function requestTo(up: Provisioner["up"], signal: AbortSignal): Promise<DiagnoseRequest> {
  const output = await mkdtemp(join(tmpdir(), "columbo-diagnose-"));
  onTestFinished(() => rm(output, { recursive: true, force: true }));
  const provisioner: Provisioner = { name: "local", lacks: () => Promise.resolve([]), up };
  const plan = planOf();
  const startedAt = Date.now();
  return { plan, provisioner, rules: [], output, columbo: "0", startedAt, emit: () => undefined, signal };
}

it("leaves no run folder behind when no trial ran", async () => {
  const interrupt = new AbortController();
  const request = await requestTo(() => Promise.reject(new Error("no port is free")), interrupt.signal);
  await expect(diagnoseExperiment(request)).rejects.toThrow("no port is free");
  expect(await readdir(request.output)).toEqual([]);
});

it.each([
  ["all", "127.0.0.1"],
  ["default", undefined],
] as const)("has the cluster send spans where everything is observed: %s", async (observe, address) => {
  let told: ProvisionerHost["tracing"];
  const isOpen = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.destroy();
        resolve(true);
      });
      socket.once("error", () => {
        resolve(false);
      });
    });
  const portOf = (): number => Number(told?.endpoint.split(":")[1]);
  const request = await requestTo(async (_, host) => {
    told = host.tracing;
    if (told !== undefined) expect(await isOpen(portOf())).toBe(true);
    throw new Error("no port is free");
  }, new AbortController().signal);
  const plan = { ...request.plan, observe };
  await expect(diagnoseExperiment({ ...request, plan })).rejects.toThrow("no port is free");
  expect(told?.endpoint.split(":")[0]).toBe(address);
  if (told !== undefined) expect(await isOpen(portOf())).toBe(false);
});

it("says that the cluster could not be removed, whatever ended the run", async () => {
  const interrupt = new AbortController();
  const cluster = { down: () => Promise.reject(new Error("EBUSY: rmdir")) } as Cluster;
  const request = await requestTo(() => {
    interrupt.abort();
    return Promise.resolve(cluster);
  }, interrupt.signal);
  const failure = await diagnoseExperiment(request).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CleanUpError);
  expect((failure as Error).message).toMatch(/EBUSY: rmdir; "columbo clean" removes what is left/);
});
