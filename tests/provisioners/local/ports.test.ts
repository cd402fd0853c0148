import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run } from "../../../provisioners/index.ts";
import { choosePorts } from "../../../provisioners/local/ports.ts";

test("different ports are chosen, the fixed one among them", async () => {
  const { apiServer: free } = await choosePorts(0);
  const { nodes, ...ports } = await choosePorts(free, 3);
  expect(ports.apiServer).toBe(free);
  expect(nodes).toHaveLength(3);
  expect(new Set([...Object.values(ports), ...nodes]).size).toBe(8);
});

const firstFree = Number(readFileSync("/proc/sys/net/ipv4/ip_unprivileged_port_start", "utf8"));

test.skipIf(firstFree <= 80)("a port of root's alone is not called taken", async () => {
  const script = fileURLToPath(new URL("./choose-port-80.ts", import.meta.url));
  // Root may open any port: without its capabilities it is an ordinary user that can still read these files.
  const asOrdinary = ["--bounding-set=-all", "--inh-caps=-all", "--ambient-caps=-all"];
  const [file, argv] =
    process.getuid?.() === 0 ? ["setpriv", [...asOrdinary, process.execPath]] : [process.execPath, []];
  const { stdout, stderr } = await run(file, [...argv, script], { deadlineMs: 60_000 });
  expect(stdout, stderr).toBe(
    "port 80 for kube-apiserver on 127.0.0.1 may not be opened by this user: choose one from 1024 up, or none",
  );
});
