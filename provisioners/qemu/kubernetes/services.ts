import { dirname } from "node:path";
import { mustRun } from "../ssh/must.ts";
import type { Remote } from "../ssh/remote.ts";
import type { MachineFile } from "../software/bundle.ts";
import { unitText, type ServiceUnit } from "../software/units.ts";

/** The services of one machine. */
export interface Services {
  /** Writes a file for root alone. */
  readonly write: (path: string, text: string) => Promise<void>;
  /** Starts a service with this unit; one that runs is left alone. */
  start(unit: ServiceUnit): Promise<void>;
  /** Starts it anew in any case. */
  restart(unit: ServiceUnit): Promise<void>;
  /** Ends a service at once; nothing happens when it does not run. */
  readonly stop: (name: string) => Promise<void>;
}

/** The file of a service's unit. */
export const unitFileOf = (unit: ServiceUnit) => ({
  path: `/etc/systemd/system/${unit.name}.service`,
  text: unitText(unit),
  mode: 0o644,
});

/**
 * @param written what the machine has been given already
 * @throws ProvisionError from each of its functions with what the machine said
 */
export function servicesOf(remote: Remote, written: readonly MachineFile[]): Services {
  const files = new Map(written.map(({ path, text }) => [path, text]));
  const must = (what: string, program: string, argv: readonly string[], input?: string): Promise<string> =>
    mustRun(remote, what, program, argv, input);
  /** @returns whether it was not there in this form */
  const put = async (path: string, text: string): Promise<boolean> => {
    if (files.get(path) === text) return false;
    await must(`making the folder of ${path}`, "mkdir", ["-p", "-m", "0700", "--", dirname(path)]);
    await must(`writing ${path}`, "install", ["-m", "0600", "/dev/stdin", path], text);
    files.set(path, text);
    return true;
  };
  const begin = async (unit: ServiceUnit, verb: "start" | "restart"): Promise<void> => {
    const { path, text } = unitFileOf(unit);
    const isNew = await put(path, text);
    if (isNew) await must("reading units", "systemctl", ["daemon-reload"]);
    await must(`starting ${unit.name}`, "systemctl", [verb, "--no-block", unit.name]);
  };
  return {
    async write(path, text) {
      await put(path, text);
    },
    start: (unit) => begin(unit, "start"),
    restart: (unit) => begin(unit, "restart"),
    async stop(name) {
      await must(`ending ${name}`, "systemctl", ["kill", "--signal=SIGKILL", name]).catch(() => undefined);
      await must(`ending ${name}`, "systemctl", ["stop", name]);
    },
  };
}
