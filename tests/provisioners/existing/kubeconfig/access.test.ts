import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { accessTo } from "../../../../provisioners/existing/kubeconfig/access.ts";
import { identityOf } from "../../../../provisioners/existing/kubeconfig/identity.ts";
import { proxyOf } from "../../../../provisioners/existing/kubeconfig/proxy.ts";
import { createAuthority } from "../../../../provisioners/local/pki.ts";

async function home(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-home-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

function config(name: string, user: object, cluster: object = {}): string {
  return JSON.stringify({
    clusters: [{ name, cluster: { server: `https://${name}.example:6443/`, ...cluster } }],
    users: [{ name: "u", user }],
    contexts: [{ name, context: { cluster: name, user: "u" } }],
    "current-context": name,
  });
}

test("a kubeconfig is found as kubectl finds it: named, KUBECONFIG, ~/.kube/config", async () => {
  const HOME = await home();
  await expect(accessTo({}, { HOME })).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(/^no kubeconfig was found: expected --kubeconfig/) as string,
  });
  await mkdir(join(HOME, ".kube"));
  await writeFile(join(HOME, ".kube/config"), config("usual", {}));
  expect((await accessTo({}, { HOME })).server).toBe("https://usual.example:6443");
  const [one, two] = [join(HOME, "one"), join(HOME, "two")];
  await writeFile(one, config("one", { token: "first" }));
  await writeFile(two, config("two", { token: "second" }));
  const env = { HOME, KUBECONFIG: `${join(HOME, "missing")}:${one}:${two}` };
  expect(await accessTo({}, env)).toMatchObject({ context: "one", user: { token: "first" } });
  // Of two users of one name the first file's counts.
  expect(await accessTo({ context: "two" }, env)).toMatchObject({ context: "two", user: { token: "first" } });
  expect((await accessTo({ kubeconfig: "~/two" }, { HOME })).context).toBe("two");
});

test("paths in a kubeconfig count from its own folder", async () => {
  const HOME = await home();
  const file = join(HOME, "config");
  await writeFile(file, config("c", { tokenFile: "secret/token" }, { "certificate-authority": "ca.pem" }));
  const access = await accessTo({ kubeconfig: file });
  expect(access.cluster["certificate-authority"]).toBe(join(HOME, "ca.pem"));
  expect(access.user["tokenFile"]).toBe(join(HOME, "secret/token"));
});

test.each([
  ["secret: [unclosed", /config:\d+: expected a kubeconfig in YAML, but it cannot be parsed/],
  ["just a text", /expected a kubeconfig, but the file is not as it should be/],
  ["clusters: 7", /expected a kubeconfig, but clusters is not as it should be/],
  ["{}", /no current-context is set: name one of its contexts, of which there is none/],
  ["current-context: a\ncontexts: [{name: b, context: {}}]", /no context is called "a", expected one of b$/],
  [
    "current-context: a\ncontexts: [{name: a, context: {cluster: c, user: u}}]",
    /context "a" names the cluster "c", which is not there/,
  ],
  [
    'current-context: a\nclusters: [{name: c, cluster: {server: "http://x"}}]\nusers: [{name: u}]\ncontexts: [{name: a, context: {cluster: c, user: u}}]',
    /cluster "c" has the server "http:\/\/x", expected an address that begins with https:\/\//,
  ],
])("a faulty kubeconfig is wrong input, in one sentence without what it holds: %j", async (text, message) => {
  const file = join(await home(), "config");
  await writeFile(file, text);
  await expect(accessTo({ kubeconfig: file })).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringMatching(message) as string,
  });
  await expect(accessTo({ kubeconfig: file })).rejects.not.toThrow(/secret|unclosed/);
});

test("a file that is not there is named with the reason why it was looked for", async () => {
  await expect(accessTo({ kubeconfig: "/nowhere/config" })).rejects.toThrow(
    "/nowhere/config: the kubeconfig cannot be read (ENOENT), and it was named",
  );
  await expect(accessTo({}, { KUBECONFIG: "/nowhere/config" })).rejects.toThrow(/KUBECONFIG names it$/);
});

test("tokens of files and of exec plugins are asked for each request", async () => {
  const HOME = await home();
  const file = join(HOME, "config");
  await writeFile(join(HOME, "token"), "from-a-file\n");
  await writeFile(file, config("c", { tokenFile: "token" }));
  const identity = await identityOf(await accessTo({ kubeconfig: file }));
  expect(await identity.headers!()).toMatchObject({ Authorization: "Bearer from-a-file" });

  const credential = { apiVersion: "client.authentication.k8s.io/v1", kind: "ExecCredential" };
  const said = JSON.stringify({ ...credential, status: { token: "from-a-program" } });
  const exec = { apiVersion: credential.apiVersion, command: "echo", args: [said], interactiveMode: "Never" };
  await writeFile(file, config("c", { exec }));
  const other = await identityOf(await accessTo({ kubeconfig: file }));
  expect(await other.headers!()).toMatchObject({ Authorization: "Bearer from-a-program" });

  await writeFile(file, config("c", { exec: { ...exec, command: "false" } }));
  await expect(identityOf(await accessTo({ kubeconfig: file }))).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(/the program false that gives user "u" its credentials failed/) as string,
  });
});

test("server names, unchecked certificates, basic authentication and impersonation are taken as they stand", async () => {
  const file = join(await home(), "config");
  await writeFile(
    file,
    config(
      "c",
      { username: "a", password: "b", as: "somebody" },
      {
        "tls-server-name": "name.example",
        "insecure-skip-tls-verify": true,
        "proxy-url": "http://proxy.example:3128",
      },
    ),
  );
  const identity = await identityOf(await accessTo({ kubeconfig: file }));
  expect(identity).toMatchObject({
    serverName: "name.example",
    insecure: true,
    proxy: { HTTPS_PROXY: "http://proxy.example:3128" },
  });
  expect(await identity.headers!()).toEqual({
    Authorization: `Basic ${btoa("a:b")}`,
    "Impersonate-User": "somebody",
  });
  await writeFile(file, config("c", { as: "somebody", "as-groups": ["some"] }));
  await expect(identityOf(await accessTo({ kubeconfig: file }))).rejects.toThrow(
    /has as-groups, which Columbo cannot do/,
  );
});

test("an expired client certificate is said before the server is asked", async () => {
  const file = join(await home(), "config");
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const { certificate, key } = await (await createAuthority()).issue({ user: "u" });
  const user = { "client-certificate-data": base64(certificate), "client-key-data": base64(key) };
  await writeFile(file, config("c", user));
  const access = await accessTo({ kubeconfig: file });
  expect((await identityOf(access)).certificate).toBe(certificate);
  await expect(identityOf(access, Date.parse("2200-01-01"))).rejects.toMatchObject({
    exitCode: 3,
    message: expect.stringMatching(
      /the client certificate of user "u" expired on \d{4}-\d\d-\d\d: have it renewed/,
    ) as string,
  });
});

test("the environment's proxy counts where the kubeconfig names none, and never for this machine", () => {
  const access = { cluster: {}, origin: "config" };
  expect(proxyOf(access, {})).toBeUndefined();
  expect(proxyOf(access, { HTTPS_PROXY: "http://p:1", NO_PROXY: "intern.example" })).toEqual({
    HTTPS_PROXY: "http://p:1",
    NO_PROXY: "intern.example,localhost,127.0.0.1,::1",
  });
  expect(() => proxyOf({ ...access, cluster: { "proxy-url": "socks5://p:1" } }, {})).toThrow(
    "config: expected a proxy-url of http or https, which Columbo can use",
  );
});
