import { fileSource, type LogSource } from "../kubernetes/mirror.ts";
import type { Remote } from "../ssh/remote.ts";

/**
 * What a container wrote, from the lines of its log: each has a time, a stream and a tag before it, and one with tag P goes
 * on in the next of its stream. Source: kubernetes v1.34.4 staging/src/k8s.io/cri-client/pkg/logs/logs.go.
 * @returns the text, and the lines at the end whose last part is not there yet
 */
export function containerText(lines: string): { readonly text: string; readonly rest: string } {
  let text = "";
  let begun = "";
  let rest = "";
  for (const line of lines.split("\n").slice(0, -1)) {
    const [, tag = "F", part = line] = /^\S+ (?:stdout|stderr) ([FP])(?::\S*)? (.*)$/s.exec(line) ?? [];
    begun += part;
    rest += `${line}\n`;
    if (tag === "P") continue;
    text += `${begun}\n`;
    [begun, rest] = ["", ""];
  }
  return { text, rest };
}

const deadlineMs = 120_000;

/**
 * What a container of a static pod writes. Each change of its manifest makes it another pod with a log of its own: they
 * follow each other here.
 */
export function containerSource(remote: Remote, name: string): LogSource {
  const files = new Map<string, { readonly gained: LogSource; rest: string }>();
  return async () => {
    const { exitCode, stdout } = await remote.run(
      "sh",
      ["-c", `ls -1tr /var/log/pods/kube-system_${name}-*/${name}/*.log`],
      { deadlineMs },
    );
    if (exitCode !== 0) return "";
    let all = "";
    for (const path of stdout.split("\n").filter((one) => one !== "")) {
      const file = files.get(path) ?? { gained: fileSource(remote, path), rest: "" };
      files.set(path, file);
      const { text, rest } = containerText(file.rest + (await file.gained()));
      file.rest = rest;
      all += text;
    }
    return all;
  };
}
