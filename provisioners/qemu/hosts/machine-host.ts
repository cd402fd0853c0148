import { copyFile, rm } from "node:fs/promises";
import { makeFolders } from "../../make-folders.ts";
import { run, type Finished } from "../../process.ts";
import type { Remote, RemoteCommand } from "../ssh/remote.ts";

/** A host of virtual machines: this machine, or another one over SSH. */
export interface MachineHost {
  /** "local" or user@address. */
  readonly name: string;
  /** Runs a program with arguments to its end. */
  run(program: string, argv: readonly string[], command: RemoteCommand): Promise<Finished>;
  /** Makes a folder and those above it, for its user alone. */
  makeFolder(path: string): Promise<void>;
  /** Brings a file of this machine to the host. */
  putFile(local: string, there: string): Promise<void>;
  /** Removes a file or a folder with all in it; nothing happens when it is not there. */
  remove(path: string): Promise<void>;
  close(): void;
}

const deadlineMs = 60_000;

/** This machine as a host. */
export function localHost(): MachineHost {
  return {
    name: "local",
    run: (program, argv, command) => run(program, argv, command),
    makeFolder: (path) => makeFolders(path, 0o700),
    putFile: (local, there) => copyFile(local, there),
    remove: (path) => rm(path, { recursive: true, force: true, maxRetries: 3 }),
    close: () => undefined,
  };
}

/** A machine over SSH as a host. */
export function remoteHost(remote: Remote): MachineHost {
  const must = async (what: string, program: string, argv: readonly string[]): Promise<void> => {
    const { exitCode, stderr, failure } = await remote.run(program, argv, { deadlineMs });
    if (exitCode !== 0) throw new Error(`${what} on ${remote.name}: ${failure ?? stderr.trim()}`);
  };
  return {
    name: remote.name,
    run: (program, argv, command) => remote.run(program, argv, command),
    makeFolder: (path) => must(`making ${path}`, "mkdir", ["-p", "-m", "0700", "--", path]),
    putFile: (local, there) => remote.putFile(local, there),
    remove: (path) => must(`removing ${path}`, "rm", ["-rf", "--", path]),
    close: () => {
      remote.close();
    },
  };
}
