import type { MachineHost } from "./hosts/machine-host.ts";

/** Who runs a guest's instructions: the processor itself, or QEMU's translator. */
export interface Acceleration {
  readonly by: "kvm" | "tcg";
  /** One line for the user: why, and what it costs. */
  readonly says: string;
}

/** What was found out on a host; each is asked only when those before it said yes. */
export interface AccelerationSigns {
  /** The processor's flag for virtual machines: "vmx", "svm", or none. */
  readonly flag: string | undefined;
  /** Whether /dev/kvm can be opened for reading and writing. */
  readonly opens: boolean;
  /** Whether a kernel that was started with it printed its line within the deadline. */
  readonly boots: boolean;
}

const cost =
  "Kubernetes starts about as fast, a pod two to three times and many pods 15 to 20 times slower than natively; stages stretch differently, so compare only runs with the same acceleration";

/** What the signs mean. */
export function judgeAcceleration(host: string, signs: AccelerationSigns): Acceleration {
  const without = (why: string): Acceleration => ({
    by: "tcg",
    says: `machines on ${host} are emulated in software, since ${why}: ${cost}`,
  });
  if (signs.flag === undefined) return without("its processor shows neither vmx nor svm");
  if (!signs.opens) return without("/dev/kvm cannot be opened");
  if (!signs.boots) return without("/dev/kvm is there, but no kernel started with it");
  return { by: "kvm", says: `machines on ${host} run on its processor (KVM, ${signs.flag})` };
}

/** The one that a run's times are of: one emulated machine makes them emulated ones. */
export function slowestOf(all: readonly Acceleration[]): Acceleration {
  const slowest = all.find(({ by }) => by === "tcg") ?? all[0];
  if (slowest === undefined) throw new TypeError("a run has a host");
  return slowest;
}

const quickMs = 5000;
const bootMs = 10_000;

/**
 * Finds out what a host can do; nothing is believed that was not tried, since the device may be there without use.
 * @param boot a kernel and initial file system whose console line proves that it ran; absent = nothing is started, and
 * what the device says is believed
 */
export async function accelerationSigns(
  host: MachineHost,
  boot?: { readonly kernel: string; readonly initrd: string },
): Promise<AccelerationSigns> {
  const { stdout } = await host.run("grep", ["-m1", "-ow", "-E", "vmx|svm", "/proc/cpuinfo"], {
    deadlineMs: quickMs,
  });
  const flag = stdout.trim() === "" ? undefined : stdout.trim();
  if (flag === undefined) return { flag, opens: false, boots: false };
  // Opened for both and closed again; `dd` of nothing needs no shell.
  const opened = await host.run("dd", ["if=/dev/null", "of=/dev/kvm", "conv=notrunc", "status=none"], {
    deadlineMs: quickMs,
  });
  if (opened.exitCode !== 0) return { flag, opens: false, boots: false };
  if (boot === undefined) return { flag, opens: true, boots: true };
  const argv = [
    ...["-accel", "kvm", "-cpu", "host", "-machine", "q35", "-m", "256", "-nodefaults", "-no-reboot"],
    ...["-display", "none", "-serial", "stdio", "-kernel", boot.kernel, "-initrd", boot.initrd],
    // Without a disk the initial file system gives up, and the machine ends.
    ...["-append", "console=ttyS0 panic=-1 rootdelay=0"],
  ];
  const booted = await host.run("qemu-system-x86_64", argv, { deadlineMs: bootMs });
  return { flag, opens: true, boots: /Linux version \d/.test(booted.stdout) };
}
