import { join } from "node:path";
import type { MachineHost } from "./hosts/machine-host.ts";

/** The file on its host that a machine's console is written to. */
export const consoleFile = (hostFolder: string, machine: string): string =>
  join(hostFolder, `${machine}.console`);

const consoleLines = 12;

/** The last lines of a machine's console, on one line. */
export async function consoleEnd(host: MachineHost, hostFolder: string, machine: string): Promise<string> {
  const file = consoleFile(hostFolder, machine);
  const { stdout } = await host.run("tail", ["-n", String(consoleLines), "--", file], { deadlineMs: 10_000 });
  const lines = stdout
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.length === 0 ? "none" : lines.join(" | ");
}
