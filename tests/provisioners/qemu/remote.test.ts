import { setTimeout as sleep } from "node:timers/promises";
import { Server, type ServerChannel } from "ssh2";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSshKey } from "../../../provisioners/qemu/ssh/keys.ts";
import { connect, type Remote } from "../../../provisioners/qemu/ssh/remote.ts";

const user = createSshKey("user");
const machine = createSshKey("machine");

/** A real SSH server on 127.0.0.1 that lets everybody in and answers commands as it is told. */
async function sshServer(answer: (channel: ServerChannel, command: string) => void): Promise<number> {
  const server = new Server({ hostKeys: [machine.privateKey] }, (client) => {
    client.on("authentication", (attempt) => {
      attempt.accept();
    });
    client.on("error", () => undefined);
    client.on("session", (acceptSession) => {
      acceptSession().on("exec", (acceptExec, _reject, { command }) => {
        answer(acceptExec(), command);
      });
    });
    onTestFinished(() => {
      client.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as { readonly port: number }).port;
}

async function connected(answer: (channel: ServerChannel, command: string) => void): Promise<Remote> {
  const remote = await connect("edge0", await address(answer, machine.publicKey), 5000);
  onTestFinished(() => {
    remote.close();
  });
  return remote;
}

async function address(answer: (channel: ServerChannel, command: string) => void, hostKey: string) {
  return {
    ...{ host: "127.0.0.1", port: await sshServer(answer), user: "root" },
    ...{ privateKey: user.privateKey, hostKeys: [hostKey] },
  };
}

describe("a machine's connection", () => {
  it("keeps letters whose bytes come one by one", async () => {
    const said = "naïve – 容器\n";
    const remote = await connected((channel) => {
      void (async () => {
        for (const byte of Buffer.from(said)) {
          channel.write(Buffer.from([byte]));
          await sleep(2);
        }
        channel.stderr.write("größer");
        channel.exit(3);
        channel.end();
      })();
    });
    expect(await remote.run("cat", ["log"], { deadlineMs: 5000 })).toEqual({
      exitCode: 3,
      stdout: said,
      stderr: "größer",
    });
  });

  it("hands each argument over as it is", async () => {
    const remote = await connected((channel, command) => {
      channel.write(command);
      channel.exit(0);
      channel.end();
    });
    const { stdout } = await remote.run("echo", ["$(reboot)", "it's; two"], { deadlineMs: 5000 });
    expect(stdout).toBe(String.raw`echo '$(reboot)' 'it'\''s; two'`);
  });

  it("gives a command up that does not end, and one whose caller is interrupted", async () => {
    const remote = await connected(() => undefined);
    const stop = new AbortController();
    setTimeout(() => {
      stop.abort();
    }, 100);
    expect(await remote.run("sleep", ["9"], { deadlineMs: 300 })).toMatchObject({
      exitCode: 1,
      failure: "no end after 0.3 s on edge0",
    });
    expect(await remote.run("sleep", ["9"], { deadlineMs: 5000, signal: stop.signal })).toMatchObject({
      exitCode: 1,
      failure: "interrupted",
    });
  });

  it("is refused where another host key is shown", async () => {
    const stranger = createSshKey("stranger");
    await expect(connect("edge0", await address(() => undefined, stranger.publicKey), 5000)).rejects.toThrow(
      "127.0.0.1 shows another SSH host key than the one known for edge0: another machine answers at this address",
    );
  });
});
