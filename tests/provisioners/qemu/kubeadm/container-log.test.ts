import { describe, expect, it } from "vitest";
import { containerSource, containerText } from "../../../../provisioners/qemu/kubeadm/container-log.ts";
import type { Remote } from "../../../../provisioners/qemu/ssh/remote.ts";

const at = "2026-01-02T03:04:05.678901234Z";

describe("a container's log", () => {
  it("loses what the runtime wrote before each line", () => {
    expect(containerText(`${at} stderr F {"msg":"a b"}\n${at} stdout F \n`)).toEqual({
      text: '{"msg":"a b"}\n\n',
      rest: "",
    });
  });

  it("puts the parts of a long line together", () => {
    expect(containerText(`${at} stderr P {"msg":\n${at} stderr P "long\n${at} stderr F "}\n`).text).toBe(
      '{"msg":"long"}\n',
    );
  });

  it("keeps a line back whose end is not there yet", () => {
    const begun = `${at} stderr P {"msg":\n`;
    const { text, rest } = containerText(`${at} stderr F one\n${begun}`);
    expect({ text, rest }).toEqual({ text: "one\n", rest: begun });
    expect(containerText(`${rest}${at} stderr F 1}\n`).text).toBe('{"msg":1}\n');
  });
});

/** A machine with these files, whose logs are those whose path ends in .log. */
function machineWith(files: Readonly<Record<string, string>>): Remote {
  const answer = (stdout: string) => Promise.resolve({ exitCode: 0, stdout, stderr: "" });
  return {
    name: "cloudcontroller",
    run: (program, argv) => {
      if (program === "sh") return answer(`${Object.keys(files).join("\n")}\n`);
      const [, from = "+1", , path = ""] = argv;
      return answer(
        Buffer.from(files[path] ?? "")
          .subarray(Number(from) - 1)
          .toString(),
      );
    },
    converse: () => {
      throw new Error("nobody converses here");
    },
    putFile: () => Promise.resolve(),
    close: () => undefined,
  };
}

it("follows a component from one pod of its to the next, and gives each line once", async () => {
  const files = { "/one/0.log": `${at} stderr F ä\n`, "/two/0.log": "" };
  const gained = containerSource(machineWith(files), "kube-scheduler");
  expect(await gained()).toBe("ä\n");
  files["/one/0.log"] += `${at} stderr F b\n${at} stderr P half\n`;
  files["/two/0.log"] = `${at} stderr F c\n`;
  expect(await gained()).toBe("b\nc\n");
  files["/one/0.log"] += `${at} stderr F way\n`;
  expect(await gained()).toBe("halfway\n");
  expect(await gained()).toBe("");
});
