import { dirname } from "node:path";
import { ProvisionError } from "../../errors.ts";
import type { Remote } from "../ssh/remote.ts";
import { unitText, type ServiceUnit } from "../software/units.ts";

/** The services of one machine. */
export interface Services {
  /** Writes a file for root alone. */
  write(path: string, text: string): Promise<void>;
  /** Starts a service with this unit; one that runs is left alone. */
  start(unit: ServiceUnit): Promise<void>;
  /** Starts it anew in any case. */
  restart(unit: ServiceUnit): Promise<void>;
  /** Ends a service at once; nothing happens when it does not run. */
  stop(name: string): Promise<void>;
}

/** An emulated machine takes seconds for each program that it starts. */
const deadlineMs = 120_000;

export const unitFile = (name: string): string => `/etc/systemd/system/${name}.service`;

/**
 * @param written what the machine has been given already, by path
 * @throws ProvisionError from each of its functions with what the machine said
 */
export function servicesOf(remote: Remote, written: ReadonlyMap<string, string>): Services {
  const files = new Map(written);
  const must = async (
    what: string,
    program: string,
    argv: readonly string[],
    input?: string,
  ): Promise<void> => {
    const { exitCode, stderr, failure } = await remote.run(program, argv, {
      deadlineMs,
      ...(input === undefined ? {} : { input }),
    });
    if (exitCode !== 0)
      throw new ProvisionError(`${what} on machine ${remote.name} failed: ${failure ?? stderr.trim()}`, 4);
  };
  /** @returns whether it was not there in this form */
  const put = async (path: string, text: string): Promise<boolean> => {
    if (files.get(path) === text) return false;
    await must(`making the folder of ${path}`, "mkdir", ["-p", "-m", "0700", "--", dirname(path)]);
    await must(`writing ${path}`, "install", ["-m", "0600", "/dev/stdin", path], text);
    files.set(path, text);
    return true;
  };
  const begin = async (unit: ServiceUnit, verb: "start" | "restart"): Promise<void> => {
    const isNew = await put(unitFile(unit.name), unitText(unit));
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
