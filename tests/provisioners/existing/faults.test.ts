import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { provisioners } from "../../../provisioners/index.ts";
import { foreignCluster, type Foreign } from "../../support/foreign-cluster.ts";
import { quietHost, smallPlan } from "../../support/local-cluster.ts";
import { standInServer } from "../../support/api-server.ts";

const up = (kubeconfig: string, namespace?: string) =>
  provisioners.existing.up(
    {
      ...smallPlan({ provider: "existing", nodes: [] }),
      existing: { kubeconfig, ...(namespace === undefined ? {} : { namespace }) },
    },
    quietHost(),
  );

/** The same kubeconfig with fields of its cluster replaced. */
async function altered(there: Foreign, kubeconfig: string, cluster: object): Promise<string> {
  const { readFile } = await import("node:fs/promises");
  const config = JSON.parse(await readFile(kubeconfig, "utf8")) as { clusters: { cluster: object }[] };
  Object.assign(config.clusters[0]!.cluster, cluster);
  const path = join(there.folder, "altered.kubeconfig");
  await writeFile(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}

test("credentials, rights, addresses and authorities that are wrong get one sentence each, and nothing is made", async () => {
  const there = await foreignCluster();
  const few = await there.grant("few", { namespace: "columbo", full: false });
  const before = await there.objects();

  const unknown = await there.kubeconfig("unknown", "not-a-token");
  await expect(up(unknown)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /the cluster of context "there" does not accept the credentials of user "unknown": they have expired or were withdrawn, log in again$/,
    ) as string,
  });

  await expect(up(few)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /^making and removing a namespace is forbidden: name one with --namespace/,
    ) as string,
  });
  await expect(up(few, "default")).rejects.toMatchObject({
    exitCode: 3,
    message:
      'rights are missing in namespace default: get, list, create, delete jobs; get, list, watch pods; "columbo rbac --namespace default" prints the rules that give them',
  });

  const { authority } = await otherAuthority();
  const wrongAuthority = await altered(there, few, { "certificate-authority-data": authority });
  await expect(up(wrongAuthority)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/is not signed by the authority that the kubeconfig names/) as string,
  });
  const wrongName = await altered(there, few, { "tls-server-name": "elsewhere.example" });
  await expect(up(wrongName)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/is for another name than the address/) as string,
  });

  const closed = await altered(there, few, { server: "https://127.0.0.1:1" });
  await expect(up(closed)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /^the API server https:\/\/127\.0\.0\.1:1 of context "there" cannot be reached \(nobody listens there\)/,
    ) as string,
  });
  expect(await there.objects()).toEqual(before);

  // Without a check of its certificate it is the right server all the same.
  const unchecked = await altered(there, few, {
    "certificate-authority-data": undefined,
    "insecure-skip-tls-verify": true,
  });
  const cluster = await up(unchecked, "columbo");
  await cluster.down();
}, 120_000);

test("a server that takes connections and says nothing is given up after its deadline", async () => {
  const silent = createServer();
  silent.listen(0, "127.0.0.1");
  await once(silent, "listening");
  onTestFinished(() => {
    silent.close();
  });
  const server = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const path = join(await folder(), "config");
  await writeFile(path, kubeconfigOf(server, { token: "t" }));
  await expect(up(path)).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/cannot be reached \(nothing came for 10 s\)/) as string,
  });
}, 120_000);

async function folder(): Promise<string> {
  const { mkdtemp, rm } = await import("node:fs/promises");
  const { tmpdir } = await import("node:os");
  const path = await mkdtemp(join(tmpdir(), "columbo-faults-"));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}

function kubeconfigOf(server: string, user: object): string {
  return JSON.stringify({
    clusters: [{ name: "c", cluster: { server } }],
    users: [{ name: "u", user }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
}

async function otherAuthority(): Promise<{ readonly authority: string }> {
  const server = await standInServer(() => undefined);
  server.close();
  return { authority: Buffer.from(server.identity.ca).toString("base64") };
}
