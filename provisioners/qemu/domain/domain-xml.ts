import { toXml } from "xast-util-to-xml";
import { x } from "xastscript";
import type { Domain } from "./domain.ts";
import { translationCacheMiB } from "./domain.ts";

/** Continuum's scheduling period, microseconds. */
const periodUs = 100_000;

/** Where Columbo's own mark stands in a domain's metadata. */
export const markNamespace = "https://columbo.invalid/run";

type Element = Extract<ReturnType<typeof x>, { readonly type: "element" }>;

const text = (value: string) => ({ type: "text" as const, value });

/**
 * A transient domain as libvirt reads it, of 9.0 and later. Source of the elements: libvirt's "Domain XML format".
 */
export function domainXml(domain: Domain): string {
  const { machine, acceleration, hardwareAddress, bridge } = domain;
  return toXml(
    indented(
      x("domain", { type: acceleration === "kvm" ? "kvm" : "qemu" }, [
        x("name", domain.name),
        x("metadata", [x("columbo:run", { "xmlns:columbo": markNamespace }, domain.run)]),
        x("memory", { unit: "GiB" }, String(machine.memoryGiB)),
        x("vcpu", String(machine.cores)),
        tuning(domain),
        ...identity(domain),
        operatingSystem(domain),
        x("features", [
          x("acpi"),
          ...(acceleration === "tcg"
            ? [x("tcg", [x("tb-cache", { unit: "MiB" }, String(translationCacheMiB))])]
            : []),
        ]),
        x("cpu", { mode: acceleration === "kvm" ? "host-passthrough" : "maximum" }),
        // Whoever may make a machine's disk may read it: QEMU runs as the user that made the run's folder, root.
        x("seclabel", { type: "static", model: "dac", relabel: "yes" }, [x("label", "+0:+0")]),
        x("clock", { offset: "utc" }),
        x("on_poweroff", "destroy"),
        x("on_reboot", "restart"),
        x("on_crash", "destroy"),
        x("devices", [
          ...disks(domain),
          x("interface", { type: "bridge" }, [
            x("source", { bridge }),
            x("mac", { address: hardwareAddress }),
            x("model", { type: "virtio" }),
          ]),
          x("serial", { type: "file" }, [x("source", { path: domain.console }), x("target", { port: "0" })]),
          x("console", { type: "file" }, [
            x("source", { path: domain.console }),
            x("target", { type: "serial", port: "0" }),
          ]),
          x("rng", { model: "virtio" }, [x("backend", { model: "random" }, "/dev/urandom")]),
          x("controller", { type: "usb", model: "none" }),
          x("memballoon", { model: "none" }),
        ]),
      ]),
    ),
    { closeEmptyElements: true, tightClose: true },
  );
}

/** The same with each element on a line of its own, since people read it. */
function indented(node: Element, depth = 0): Element {
  const inner = `\n${"  ".repeat(depth + 1)}`;
  const elements = node.children.filter((child) => child.type === "element");
  if (elements.length === 0) return node;
  const lines = elements.flatMap((child) => [text(inner), indented(child, depth + 1)]);
  return { ...node, children: [...lines, text(`\n${"  ".repeat(depth)}`)] };
}

/** A vCPU's quota is a share of a core, as in Continuum; a whole core needs none. */
function tuning({ machine, pinnedTo = [] }: Domain): Element {
  const limited = machine.quota < 1;
  return x("cputune", [
    ...pinnedTo.map((core, vcpu) => x("vcpupin", { vcpu: String(vcpu), cpuset: String(core) })),
    ...(limited
      ? [x("period", String(periodUs)), x("quota", String(Math.round(periodUs * machine.quota)))]
      : []),
  ]);
}

/**
 * What the guest's systemd reads from the machine's firmware. As files, since whatever stands here is an argument of QEMU's,
 * which everybody on the host may read. Source: systemd.system-credentials(7).
 */
function identity({ credentials }: Domain): readonly Element[] {
  const entries = Object.entries(credentials).map(([name, file]) =>
    x("entry", { name: `opt/io.systemd.credentials/${name}`, file }),
  );
  return entries.length === 0 ? [] : [x("sysinfo", { type: "fwcfg" }, entries)];
}

function operatingSystem({ boot }: Domain): Element {
  return x("os", [
    x("type", { arch: "x86_64", machine: "q35" }, "hvm"),
    ...(boot.kind === "kernel"
      ? [x("kernel", boot.kernel), x("initrd", boot.initrd), x("cmdline", boot.commandLine)]
      : [x("boot", { dev: "hd" })]),
  ]);
}

function disks({ boot, disk, machine }: Domain): readonly Element[] {
  const { readMBps, writeMBps } = machine;
  const limits = [
    ...(readMBps === undefined ? [] : [x("read_bytes_sec", bytes(readMBps))]),
    ...(writeMBps === undefined ? [] : [x("write_bytes_sec", bytes(writeMBps))]),
  ];
  const system = x("disk", { type: "file", device: "disk" }, [
    // The machine is thrown away with its disk: nothing need survive a crash of the host.
    x("driver", { name: "qemu", type: "qcow2", cache: "unsafe", discard: "unmap" }),
    x("source", { file: disk }),
    x("target", { dev: "vda", bus: "virtio" }),
    ...(limits.length === 0 ? [] : [x("iotune", limits)]),
  ]);
  if (boot.kind === "kernel") return [system];
  // As disks rather than as CD-ROMs: cloud kernels bring drivers for these only.
  const others = [boot.seed, ...(boot.software === undefined ? [] : [boot.software])];
  return [system, ...others.map((file, index) => readOnlyDisk(file, `vd${"bc".charAt(index)}`))];
}

function readOnlyDisk(file: string, target: string): Element {
  return x("disk", { type: "file", device: "disk" }, [
    x("driver", { name: "qemu", type: "raw" }),
    x("source", { file }),
    x("target", { dev: target, bus: "virtio" }),
    x("readonly"),
    x("shareable"),
  ]);
}

/** libvirt counts bytes, the file 10^6 of them. */
function bytes(megabytes: number): string {
  return String(megabytes * 1_000_000);
}
