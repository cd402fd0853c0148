import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { edited, writeEditedSource } from "../../../provisioners/binaries/go/edited-source.ts";
import { kubemarkSource } from "../../../provisioners/binaries/go/kubemark-source.ts";
import { goSources } from "../../../provisioners/binaries/go/sources.ts";

async function folderOfTest(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "columbo-edited-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test("only kubemark is built from changed source; its flags and package are not taken from elsewhere", () => {
  const [kubernetes] = goSources(["kubelet", "kubemark"], "v1.34.4");
  expect(kubernetes?.commands.map(({ name, edited }) => [name, edited !== undefined])).toEqual([
    ["kubelet", false],
    ["kubemark", true],
  ]);
});

test("a text must be there once: not absent, not twice", () => {
  const edit = { file: "a/b.go", text: '"0.0.0.0"', instead: '"127.0.0.1"' };
  expect(edited('c.Address = "0.0.0.0" /* bind */', [edit], "m v1")).toBe(
    'c.Address = "127.0.0.1" /* bind */',
  );
  for (const source of ["c.Address = other", '"0.0.0.0" "0.0.0.0"'])
    expect(() => edited(source, [edit], "m v1")).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message:
          'm v1: a/b.go does not have "\\"0.0.0.0\\"" exactly once, which Columbo changes before it builds it; take another version of Kubernetes, or nodes of another kind.',
      }) as Error,
    );
});

test("packages are copied without their tests, changed where it is said, next to Columbo's own files", async () => {
  const [module, scratch] = [await folderOfTest(), await folderOfTest()];
  await mkdir(join(module, "pkg/x"), { recursive: true });
  await writeFile(join(module, "pkg/x/x.go"), "old");
  await writeFile(join(module, "pkg/x/y.go"), "old");
  await writeFile(join(module, "pkg/x/x_test.go"), "old");
  const source = {
    packages: { copy: "pkg/x" },
    edits: [{ file: "copy/x.go", text: "old", instead: "new" }],
    files: { "main.go": "main", "copy/z.go": "z" },
  };
  await writeEditedSource(source, module, scratch, "m v1");
  const text = (name: string) => readFile(join(scratch, name), "utf8");
  expect((await readdir(join(scratch, "copy"))).sort()).toEqual(["x.go", "y.go", "z.go"]);
  expect(await Promise.all(["copy/x.go", "copy/y.go", "main.go"].map(text))).toEqual(["new", "old", "main"]);
});

test("kubemark's edits keep it to this machine's loopback, to clients with a certificate, and out of /tmp", () => {
  const after = kubemarkSource.edits.map(({ instead }) => instead).join("\n");
  expect(after).toContain('"127.0.0.1"');
  expect(after).not.toContain("/tmp");
  expect(kubemarkSource.files["kubemark/serving.go"]).toContain("tls.RequireAndVerifyClientCert");
});
