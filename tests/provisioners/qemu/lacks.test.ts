import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lacksOfDaemon, missingPackages } from "../../../provisioners/qemu/lacks.ts";
import { libvirtFault } from "../../../provisioners/qemu/hosts/libvirt.ts";

describe("what virtual machines need", () => {
  it("is named by Debian's packages, each once", async () => {
    const before = process.env["PATH"];
    process.env["PATH"] = await mkdtemp(join(tmpdir(), "columbo-empty-"));
    try {
      expect(await missingPackages([])).toEqual([
        ...["libvirt-clients", "libvirt-daemon-system", "qemu-system-x86", "qemu-utils", "mmdebstrap"],
        ...["e2fsprogs", "ansible-core", "openssh-client", "iproute2", "genisoimage"],
      ]);
    } finally {
      process.env["PATH"] = before;
    }
  });

  it.each(["8.0.0", "9.0.0", "10.10.0"])("is there with libvirt %s", async (version) => {
    expect(await lacksOfDaemon({ version: () => Promise.resolve(version) })).toEqual([]);
  });

  it("is not there with an old libvirt", async () => {
    const [lack] = await lacksOfDaemon({ version: () => Promise.resolve("7.6.0") });
    expect(lack?.what).toBe("libvirt here is 7.6.0, and virtual machines need 8.0.0 or later");
  });

  it("is not there while its daemon does not answer, and how to start it is said", async () => {
    const stderr =
      "error: failed to connect to the hypervisor\nerror: Failed to connect socket to '/var/run/libvirt/libvirt-sock': No such file or directory\n";
    const fault = libvirtFault("local", "asking for its version", { exitCode: 1, stdout: "", stderr });
    const [lack] = await lacksOfDaemon({ version: () => Promise.reject(fault) });
    expect(lack?.what).toContain("libvirt on local refused asking for its version (failed to connect");
    expect(lack?.mend).toContain("bash scripts/start-libvirtd.sh");
  });
});
