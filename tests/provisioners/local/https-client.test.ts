import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { createHttpsClient } from "../../../provisioners/local/https-client.ts";

test("a server that takes the connection and says nothing is given up after 10 s, not after twice that", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => sockets.push(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const client = createHttpsClient(`https://127.0.0.1:${(silent.address() as AddressInfo).port}`, { ca: "" });
  onTestFinished(() => {
    client.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const answer = client.send("GET", "/version").catch((error: unknown) => error);
  await once(silent, "connection");
  await vi.advanceTimersByTimeAsync(9_999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(((await answer) as Error).message).toMatch(/: nothing came for 10 s$/);
  expect(vi.getTimerCount()).toBe(0);
});
