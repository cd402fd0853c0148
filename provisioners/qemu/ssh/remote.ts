import { createInterface } from "node:readline";
import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { ClientChannel } from "ssh2";
import { NodeSSH } from "node-ssh";
import { ProvisionError } from "../../errors.ts";
import type { Finished } from "../../process.ts";

/** How a machine is reached. */
export interface RemoteAddress {
  readonly host: string;
  readonly port?: number;
  readonly user: string;
  /** PEM or OpenSSH text. */
  readonly privateKey?: string;
  /** Socket of an agent that has keys. */
  readonly agent?: string;
  /** Its host keys as known_hosts has them, for example "ssh-ed25519 AAAA..."; any other key is refused. */
  readonly hostKeys: readonly string[];
}

export interface RemoteCommand {
  readonly input?: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
}

/** A program that answers each line with a line. */
export interface Conversation {
  /** Rejects when the program or the connection ends, or nothing comes for a minute. */
  ask(line: string): Promise<string>;
  close(): void;
}

/** A machine that commands run on, over one connection. */
export interface Remote {
  readonly name: string;
  /** Runs a program with arguments to its end, as `run` does on this machine. */
  run(program: string, argv: readonly string[], command: RemoteCommand): Promise<Finished>;
  /** Starts a program that answers each line with a line. */
  converse(program: string, argv: readonly string[]): Conversation;
  /** Brings a file there, for its user alone. */
  putFile(local: string, remote: string): Promise<void>;
  close(): void;
}

/** So often a silent connection is tested, and so many times without an answer before it counts as broken. */
const keepaliveMs = 5000;
const keepalives = 6;

/**
 * Opens a connection.
 * @throws ProvisionError for a host key that is not the machine's; the library's own error while nobody answers
 */
export async function connect(
  name: string,
  { host, port = 22, user, hostKeys, ...keys }: RemoteAddress,
  readyMs: number,
): Promise<Remote> {
  const known = new Set(hostKeys.map((line) => line.trim().split(/\s+/)[1]));
  const shown: { stranger?: true } = {};
  const ssh = new NodeSSH();
  try {
    await ssh.connect({
      ...{ host, port, username: user, readyTimeout: readyMs, ...keys },
      keepaliveInterval: keepaliveMs,
      keepaliveCountMax: keepalives,
      hostVerifier: (key: Buffer) => {
        if (known.has(key.toString("base64"))) return true;
        shown.stranger = true;
        return false;
      },
    });
  } catch (error) {
    ssh.dispose();
    if (shown.stranger !== true) throw error;
    throw new ProvisionError(
      `${host} shows another SSH host key than the one known for ${name}: another machine answers at this address; if its key was changed on purpose, renew it in known_hosts`,
      3,
    );
  }
  // A connection that breaks later ends the commands on it, which say so; without a listener it would end the program.
  ssh.connection?.on("error", () => undefined);
  return {
    name,
    run: (program, argv, command) => runOver(ssh, name, program, argv, command),
    converse: (program, argv) => conversation(ssh, name, program, argv),
    putFile: (local, remote) => ssh.putFile(local, remote, null, { mode: 0o600 }),
    close: () => {
      // A farewell would wait for an answer, and the machine may be gone.
      ssh.connection?.destroy();
      ssh.dispose();
    },
  };
}

/** Python takes seconds to start on an emulated machine, and far longer while others are busy. */
const silenceMs = 60_000;

function conversation(ssh: NodeSSH, name: string, program: string, argv: readonly string[]): Conversation {
  const questions = new PassThrough();
  const heard = new PassThrough();
  const lines = createInterface({ input: heard })[Symbol.asyncIterator]();
  const ended = ssh
    .exec(program, [...argv], {
      stream: "both",
      stdin: questions,
      onStdout: (chunk) => {
        heard.write(chunk);
      },
    })
    .finally(() => heard.end());
  ended.catch(() => undefined);
  return {
    async ask(line) {
      questions.write(`${line}\n`);
      const silent = new AbortController();
      const late = sleep(silenceMs, undefined, { signal: silent.signal }).then(() => {
        throw new ProvisionError(
          `${program} on ${name} did not answer within ${String(silenceMs / 1000)} s`,
          4,
        );
      });
      try {
        const answer = await Promise.race([lines.next(), late]);
        if (answer.done === true)
          throw new ProvisionError(`${program} on ${name} ended instead of answering`, 4);
        return answer.value;
      } finally {
        silent.abort();
        late.catch(() => undefined);
      }
    },
    close: () => {
      questions.end();
    },
  };
}

/** The library quotes each argument for the machine's shell. */
async function runOver(
  ssh: NodeSSH,
  name: string,
  program: string,
  argv: readonly string[],
  { input, deadlineMs, signal }: RemoteCommand,
): Promise<Finished> {
  let channel: ClientChannel | undefined;
  let failure: string | undefined;
  let leave = (): void => undefined;
  // A machine that hangs closes no channel: what is waited for must end all the same.
  const left = new Promise<Finished>((resolve) => {
    leave = () => {
      resolve({ exitCode: 1, stdout: "", stderr: "", failure: failure ?? "ended" });
    };
  });
  const end = (why: string) => () => {
    failure ??= why;
    channel?.close();
    leave();
  };
  const timer = setTimeout(end(`no end after ${String(deadlineMs / 1000)} s on ${name}`), deadlineMs);
  const onAbort = end("interrupted");
  if (signal?.aborted === true) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const ended = ssh
      .exec(program, [...argv], {
        stream: "both",
        noTrim: true,
        // The library decodes each chunk by itself, which would break a letter of two bytes that lies in two of them: a
        // letter for each byte keeps all, and the whole is decoded here.
        encoding: "latin1",
        ...(input === undefined ? {} : { stdin: input }),
        onChannel: (opened) => {
          channel = opened;
        },
      })
      .then(
        ({ code, stdout, stderr }): Finished => ({
          exitCode: code ?? 1,
          stdout: decoded(stdout),
          stderr: decoded(stderr),
        }),
        (error: unknown): Finished => ({
          exitCode: 1,
          stdout: "",
          stderr: "",
          failure: `the connection to ${name} broke: ${error instanceof Error ? error.message : String(error)}`,
        }),
      );
    return await Promise.race([ended, left]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", onAbort);
  }
}

function decoded(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString();
}
