import { describe, expect, it } from "vitest";
import type { RunningMachine } from "../../../provisioners/qemu/fleet.ts";
import type { MachineHost } from "../../../provisioners/qemu/hosts/machine-host.ts";
import { watchMachines } from "../../../provisioners/qemu/watch-machines.ts";
import type { Finished } from "../../../provisioners/process.ts";

const id = "qemu-1-0a1b2c3d";
const running = (name: string, host: string) => ({ machine: { name }, host }) as unknown as RunningMachine;

/** A host whose virsh lists these domains, and whose machines' consoles end with these lines. */
function hostWith(name: string, domains: readonly string[] | "silent", words = ""): MachineHost {
  const answers: Readonly<Record<string, Finished>> = {
    virsh:
      domains === "silent"
        ? { exitCode: 1, stdout: "", stderr: "error: failed to connect to the hypervisor" }
        : { exitCode: 0, stdout: domains.join("\n"), stderr: "" },
    tail: { exitCode: 0, stdout: words, stderr: "" },
  };
  return { name, run: (program: string) => Promise.resolve(answers[program]) } as unknown as MachineHost;
}

const watched = (hosts: readonly MachineHost[], machines: readonly RunningMachine[]) => ({
  ...{ id, hosts, hostFolder: "/runs/x", everyMs: 1 },
  fleet: { machines },
});

describe("machines of a run", () => {
  it("that end by themselves are told, with their host and their last words", async () => {
    const hosts = [
      hostWith("local", [`columbo-${id}-cloud0`]),
      hostWith("user@other", ["somebody-elses"], "booting\n\nKernel panic - not syncing\n"),
    ];
    const machines = [running("cloud0", "local"), running("edge0", "user@other")];
    const told = await new Promise<Error>((resolve) => {
      void watchMachines(watched(hosts, machines), new AbortController().signal, resolve);
    });
    expect(told).toMatchObject({
      exitCode: 4,
      message:
        "machine edge0 on user@other ended by itself; its last words: booting | Kernel panic - not syncing",
    });
  });

  it("are not missed because their host does not answer, and nobody looks after the end", async () => {
    const stop = new AbortController();
    const told: Error[] = [];
    const over = watchMachines(
      watched([hostWith("local", "silent")], [running("cloud0", "local")]),
      stop.signal,
      (error) => told.push(error),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    stop.abort();
    await over;
    expect(told).toEqual([]);
  });
});
