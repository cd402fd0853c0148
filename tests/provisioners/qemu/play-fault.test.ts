import { describe, expect, it } from "vitest";
import { playFault } from "../../../provisioners/qemu/play-fault.ts";

const failed = (machine: string, answer: object): string =>
  `\nPLAY [Machines get their software] ****\nfatal: [${machine}]: FAILED! => ${JSON.stringify(answer)}\n`;

describe("a play that failed", () => {
  it("is told by its machine and the first line of what the module says", () => {
    const msg = "Failed to find handler for source.\nCommand tar could not handle archive";
    expect(playFault(failed("endpoint1", { changed: false, msg }), "")).toBe(
      "endpoint1: Failed to find handler for source.",
    );
  });

  it("shows what the program said that the module ran", () => {
    const answer = { msg: "non-zero return code", rc: 1, stderr: "W: a warning\nerror: no such unit\n" };
    expect(playFault(failed("cloud0", answer), "")).toBe(
      "cloud0: non-zero return code: W: a warning; error: no such unit",
    );
  });

  it("shows what a raw task's program said, and not how ssh took leave of it", () => {
    const stdout = "tar: /root/columbo.tar: Cannot open: No such file or directory\r\n";
    const stderr = "Shared connection to 198.18.100.3 closed.\r\n";
    expect(playFault(failed("cloud0", { msg: "non-zero return code", rc: 2, stderr, stdout }), "")).toBe(
      "cloud0: non-zero return code: tar: /root/columbo.tar: Cannot open: No such file or directory",
    );
  });

  it("is told in its own words where they are no answer of a module's, or it never began", () => {
    expect(playFault("fatal: [cloud0]: UNREACHABLE!\n", "")).toBe("fatal: [cloud0]: UNREACHABLE!");
    expect(playFault("", "ERROR! the playbook: own.yml could not be found\n")).toBe(
      "ERROR! the playbook: own.yml could not be found",
    );
  });
});
