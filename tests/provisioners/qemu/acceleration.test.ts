import { describe, expect, it } from "vitest";
import { accelerationSigns, judgeAcceleration } from "../../../provisioners/qemu/acceleration.ts";
import type { MachineHost } from "../../../provisioners/qemu/hosts/machine-host.ts";
import type { Finished } from "../../../provisioners/process.ts";

/** A fake host whose programs answer as told; what it is not told about fails. */
function fakeHost(answers: Readonly<Record<string, Partial<Finished>>>): {
  host: MachineHost;
  asked: string[];
} {
  const asked: string[] = [];
  const host = {
    name: "local",
    run: (program: string) => {
      asked.push(program);
      return Promise.resolve({ exitCode: 1, stdout: "", stderr: "", ...answers[program] });
    },
  } as unknown as MachineHost;
  return { host, asked };
}

const boot = { kernel: "/k", initrd: "/i" };

describe("acceleration", () => {
  it("is software where the processor has no flag, and nothing else is tried", async () => {
    const { host, asked } = fakeHost({});
    const signs = await accelerationSigns(host, boot);
    const { by, says } = judgeAcceleration("local", signs);
    expect(by).toBe("tcg");
    expect(says).toContain("neither vmx nor svm");
    expect(asked).toEqual(["grep"]);
  });

  it("is software where the device cannot be opened", async () => {
    const { host } = fakeHost({ grep: { exitCode: 0, stdout: "vmx\n" }, dd: { exitCode: 1 } });
    expect(judgeAcceleration("local", await accelerationSigns(host, boot)).says).toContain(
      "/dev/kvm cannot be opened",
    );
  });

  it("is software where the device opens and no kernel starts", async () => {
    const { host } = fakeHost({
      grep: { exitCode: 0, stdout: "svm\n" },
      dd: { exitCode: 0 },
      "qemu-system-x86_64": {
        exitCode: 1,
        stderr: "ioctl(KVM_CREATE_VM) failed",
        failure: "no end after 10 s",
      },
    });
    expect(judgeAcceleration("local", await accelerationSigns(host, boot)).says).toContain(
      "no kernel started with it",
    );
  });

  it("is the processor's only where a kernel started with it", async () => {
    const { host } = fakeHost({
      grep: { exitCode: 0, stdout: "svm\n" },
      dd: { exitCode: 0 },
      "qemu-system-x86_64": {
        exitCode: 0,
        stdout: "[    0.000000] Linux version 6.1.0-1-cloud-amd64 (debian)",
      },
    });
    expect(judgeAcceleration("local", await accelerationSigns(host, boot))).toEqual({
      by: "kvm",
      says: "machines on local run on its processor (KVM, svm)",
    });
  });

  it("says what software costs", () => {
    const { says } = judgeAcceleration("local", { flag: undefined, opens: false, boots: false });
    expect(says).toContain("15 to 20 times slower");
  });
});
