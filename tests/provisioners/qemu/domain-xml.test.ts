import { describe, expect, it } from "vitest";
import type { Domain } from "../../../provisioners/qemu/domain/domain.ts";
import { domainXml } from "../../../provisioners/qemu/domain/domain-xml.ts";

const domain: Domain = {
  name: "columbo-qemu-1-0a1b2c3d-edge0",
  run: "qemu-1-0a1b2c3d",
  machine: {
    ...{ name: "edge0", tier: "edge", role: "worker", cores: 2, memoryGiB: 2, quota: 0.5 },
    ...{ readMBps: 50, writeMBps: 20 },
  },
  acceleration: "tcg",
  boot: {
    kind: "kernel",
    kernel: "/images/vmlinuz",
    initrd: "/images/initrd.img",
    commandLine: "root=/dev/vda a&b",
  },
  disk: "/runs/edge0.qcow2",
  bridge: "cq0a1b2c3d",
  hardwareAddress: "52:54:2c:3d:00:02",
  console: "/runs/edge0.console",
  pinnedTo: [2, 3],
  credentials: { "tmpfiles.extra": "/runs/edge0.credentials" },
};

/** Without the lines that are for people. */
const compact = (xml: string): string => xml.replaceAll(/\n\s*/g, "");

describe("a domain", () => {
  const xml = compact(domainXml(domain));

  it("is emulated with a cache for translated code, and is marked as the run's", () => {
    expect(xml).toContain('<domain type="qemu">');
    expect(xml).toContain('<tcg><tb-cache unit="MiB">1024</tb-cache></tcg>');
    expect(xml).toContain(">qemu-1-0a1b2c3d</columbo:run>");
  });

  it("has its size, its share of a core, its cores and its disk's speeds in bytes", () => {
    expect(xml).toContain('<memory unit="GiB">2</memory><vcpu>2</vcpu>');
    expect(xml).toContain("<period>100000</period><quota>50000</quota>");
    expect(xml).toContain('<vcpupin vcpu="1" cpuset="3"/>');
    expect(xml).toContain(
      "<read_bytes_sec>50000000</read_bytes_sec><write_bytes_sec>20000000</write_bytes_sec>",
    );
  });

  it("starts its kernel directly, with everything escaped, and gets its credentials", () => {
    expect(xml).toContain("<cmdline>root=/dev/vda a&#x26;b</cmdline>");
    expect(xml).toContain(
      '<entry name="opt/io.systemd.credentials/tmpfiles.extra" file="/runs/edge0.credentials"/>',
    );
  });

  it("runs on the processor itself without any of the emulator's own", () => {
    const native = compact(domainXml({ ...domain, acceleration: "kvm", credentials: {} }));
    expect(native).toContain('<domain type="kvm">');
    expect(native).toContain('<cpu mode="host-passthrough"/>');
    expect(native).not.toContain("<tcg>");
    expect(native).not.toContain("<sysinfo");
  });

  it("of somebody's own image starts from its disk and reads a seed", () => {
    const foreign = compact(domainXml({ ...domain, boot: { kind: "disk", seed: "/runs/edge0.iso" } }));
    expect(foreign).toContain('<boot dev="hd"/>');
    expect(foreign).toContain('<source file="/runs/edge0.iso"/>');
    expect(foreign).not.toContain("<kernel>");
  });

  it("has a line for each element", () => {
    expect(domainXml(domain)).toContain('\n  <memory unit="GiB">2</memory>\n  <vcpu>2</vcpu>\n');
  });

  it("has no quota where a vCPU may use a whole core", () => {
    const whole = domainXml({ ...domain, machine: { ...domain.machine, quota: 1 } });
    expect(whole).not.toContain("<quota>");
  });
});
