import { appendFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { kubeletLog } from "../../../engine/observe/kubelet-log.ts";
import type { ObservedTrial } from "../../../engine/observe/observer.ts";
import { tolerant } from "../../../engine/observe/sources.ts";
import type { ComponentEndpoint } from "../../../provisioners/index.ts";
import { standInServer } from "../../support/api-server.ts";
import { kubeletLines } from "./recorded.ts";

interface Kubelet {
  readonly configured?: number;
  readonly refuses?: boolean;
}

/** A kubelet whose requests are written down; it takes its time over a new verbosity. */
async function observed(kubelet: Kubelet, endpoint: Partial<ComponentEndpoint>, maySetVerbosity = true) {
  const asked: string[] = [];
  const server = await standInServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      asked.push(`${request.method} ${request.url} ${body}`.trim());
      const logging = kubelet.configured === undefined ? {} : { verbosity: kubelet.configured };
      if (request.method === "GET") response.end(JSON.stringify({ kubeletconfig: { logging } }));
      else if (kubelet.refuses === true) response.writeHead(405).end("flags endpoint is disabled.");
      else setTimeout(() => response.end("successfully set klog.logging.verbosity"), 20);
    });
  });
  const folder = await mkdtemp(join(tmpdir(), "columbo-kubelet-"));
  onTestFinished(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  const { url, identity } = server;
  const path = join(folder, "kubelet.log");
  await writeFile(path, "");
  const cluster = {
    namespace: "columbo",
    identity,
    maySetVerbosity,
    logs: [{ source: "kubelet", path, node: "real-0" }],
    endpoints: [{ component: "kubelet", url, node: "real-0", ...endpoint }],
  };
  return { asked, path, observer: tolerant(kubeletLog)({ cluster } as unknown as ObservedTrial) };
}

test("a kubelet says more while the trial runs, and no more than before after it", async () => {
  const { asked, path, observer } = await observed({}, { verbosity: 2 });
  await observer.begin();
  await appendFile(path, `${kubeletLines.join("\n")}\n`);
  expect(asked).toEqual(["PUT /debug/flags/v 4"]);
  const { stamps, unseen } = await observer.end([]);
  expect(asked).toEqual(["PUT /debug/flags/v 4", "PUT /debug/flags/v 2"]);
  expect(stamps).toHaveLength(9);
  expect(unseen).toEqual([]);
});

test("what it was started with is in its configuration where the cluster does not say so", async () => {
  const { asked, observer } = await observed({ configured: 3 }, {});
  await observer.begin();
  await observer.end();
  expect(asked).toEqual(["GET /configz", "PUT /debug/flags/v 4", "PUT /debug/flags/v 3"]);
});

test("a trial that fails at once puts back what was not even answered", async () => {
  const { asked, observer } = await observed({}, { verbosity: 2 });
  const begun = observer.begin();
  await observer.end();
  await begun;
  expect(asked).toEqual(["PUT /debug/flags/v 4", "PUT /debug/flags/v 2"]);
});

test.each([
  ["says enough", { verbosity: 5 }, true],
  ["may not be changed", { verbosity: 2 }, false],
] as const)("a kubelet that %s is left alone", async (_name, endpoint, maySet) => {
  const { asked, observer } = await observed({}, endpoint, maySet);
  await observer.begin();
  await observer.end();
  expect(asked).toEqual([]);
});

test("a kubelet that refuses is read as it is, and the report says what is not seen", async () => {
  const { path, observer } = await observed({ refuses: true }, { verbosity: 2 });
  await observer.begin();
  await appendFile(path, `${kubeletLines.join("\n")}\n`);
  const { stamps, unseen } = await observer.end([]);
  expect(stamps).toHaveLength(9);
  expect(unseen).toEqual([
    {
      source: "kubelet log",
      why: "the verbosity of the kubelet of real-0 could not be set to 4: 405 flags endpoint is disabled.",
      points: ["cgroup-created", "sandbox-starting", "sandbox-ready"],
    },
  ]);
});
