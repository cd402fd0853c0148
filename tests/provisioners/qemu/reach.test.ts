import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSshKey } from "../../../provisioners/qemu/ssh/keys.ts";
import { reach } from "../../../provisioners/qemu/ssh/reach.ts";

/** A port of 127.0.0.1 that nobody listens on. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

const key = createSshKey("test");
const login = (port: number) => ({
  ...{ host: "127.0.0.1", port, user: "root", privateKey: key.privateKey },
  hostKeys: [key.publicKey],
});
const lastWords = () => Promise.resolve("Booting | Kernel panic - not syncing");

describe("a machine that starts", () => {
  it("and never lets anybody in is given up at the deadline, with its last words", async () => {
    const reaching = reach("edge0", login(await closedPort()), {
      deadlineMs: 700,
      signal: new AbortController().signal,
      lives: () => Promise.resolve(true),
      lastWords,
    });
    await expect(reaching).rejects.toThrow(
      /^SSH on machine edge0 \(127\.0\.0\.1\) did not answer within 0\.7 s \(.*ECONNREFUSED.*\); its last words: Booting \| Kernel panic/,
    );
  });

  it("and ends is given up at once", async () => {
    const reaching = reach("edge0", login(await closedPort()), {
      deadlineMs: 60_000,
      signal: new AbortController().signal,
      lives: () => Promise.resolve(false),
      lastWords,
    });
    await expect(reaching).rejects.toThrow(
      /machine edge0 ended before SSH answered; its last words: Booting/,
    );
  });

  it("is left alone when the user interrupts", async () => {
    const stop = new AbortController();
    onTestFinished(() => {
      stop.abort();
    });
    const reaching = reach("edge0", login(await closedPort()), {
      deadlineMs: 60_000,
      signal: stop.signal,
      lives: () => Promise.resolve(true),
      lastWords,
    });
    setTimeout(() => {
      stop.abort(new Error("interrupted"));
    }, 200);
    await expect(reaching).rejects.toThrow("interrupted");
  });
});
