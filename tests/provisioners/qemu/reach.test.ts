import { createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSshKey } from "../../../provisioners/qemu/ssh/keys.ts";
import { rollCall } from "../../../provisioners/qemu/login.ts";
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

  it("is started anew once when that is due, and not before", async () => {
    let [asked, starts] = [0, 0];
    const reaching = reach("edge0", login(await closedPort()), {
      deadlineMs: 1500,
      signal: new AbortController().signal,
      again: {
        isDue: () => (asked += 1) > 1,
        start() {
          starts += 1;
          return Promise.resolve();
        },
      },
      lives: () => Promise.resolve(true),
      lastWords,
    });
    await expect(reaching).rejects.toThrow("did not answer within 1.5 s");
    expect({ asked, starts }).toEqual({ asked: 2, starts: 1 });
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

describe("machines that were started together", () => {
  it("are late when half have answered and no other did for a while", () => {
    let now = 1000;
    const roll = rollCall(4, () => now);
    const isLate = () => roll.isLate(20_000);
    now += 100_000;
    expect(isLate()).toBe(false);
    roll.answered();
    now += 100_000;
    expect(isLate()).toBe(false);
    roll.answered();
    now += 20_000;
    expect(isLate()).toBe(false);
    now += 1;
    expect(isLate()).toBe(true);
    roll.answered();
    expect(isLate()).toBe(false);
  });

  it("are never late where there is one", () => {
    expect(rollCall(1, () => 1e9).isLate(1)).toBe(false);
  });
});
