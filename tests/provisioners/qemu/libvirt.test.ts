import { describe, expect, it } from "vitest";
import { daemonVersion, libvirtFault, libvirtOf } from "../../../provisioners/qemu/hosts/libvirt.ts";
import type { MachineHost } from "../../../provisioners/qemu/hosts/machine-host.ts";
import type { Finished } from "../../../provisioners/process.ts";

function hostSaying(finished: Partial<Finished>): MachineHost {
  const run = () => Promise.resolve({ exitCode: 0, stdout: "", stderr: "", ...finished });
  return { name: "local", run } as unknown as MachineHost;
}

const failed = (stderr: string): Finished => ({ exitCode: 1, stdout: "", stderr });

// As virsh 9.0.0 prints it.
const version = `Compiled against library: libvirt 9.0.0
Using library: libvirt 9.0.0
Using API: QEMU 9.0.0
Running hypervisor: QEMU 7.2.22
Running against daemon: 9.0.0
`;

describe("libvirt", () => {
  it("tells its daemon's version", async () => {
    expect(daemonVersion(version)).toBe("9.0.0");
    expect(await libvirtOf(hostSaying({ stdout: version })).version()).toBe("9.0.0");
  });

  it("lists domains by name, whatever their state", async () => {
    const host = hostSaying({ stdout: "columbo-qemu-1-0a1b2c3d-cloud0\nsomebody-elses\n\n" });
    expect(await libvirtOf(host).names()).toEqual(["columbo-qemu-1-0a1b2c3d-cloud0", "somebody-elses"]);
  });

  it("takes a domain that is gone for one that was ended", async () => {
    const gone = hostSaying(failed("error: failed to get domain 'x'\n"));
    await expect(libvirtOf(gone).destroy("x")).resolves.toBeUndefined();
    expect(await libvirtOf(gone).runs("x")).toBe(false);
  });

  it.each([
    [
      "error: failed to connect to the hypervisor\nerror: Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory\n",
      "systemctl start libvirtd",
    ],
    [
      "error: internal error: qemu unexpectedly closed the monitor: Cannot set up guest memory 'pc.ram': Cannot allocate memory",
      "fewer machines",
    ],
    ["error: cannot create file: No space left on device", "base_path"],
  ])("says what to do about %j", (stderr, mend) => {
    const { message, exitCode } = libvirtFault("local", "starting a machine", failed(stderr));
    expect(message).toContain(mend);
    expect(message).not.toContain("\n");
    expect(exitCode).toBe(3);
  });
});
