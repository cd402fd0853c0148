import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { admit, cacheFolder, examineCache } from "../../../provisioners/binaries/cache.ts";
import { kubemarkEdition } from "../../../provisioners/binaries/go/kubemark-source.ts";
import { program } from "./support/programs.ts";

const version = "v1.34.4";

test("a kubemark that was built from other changes counts as absent; Kubernetes' own programs do not mind", async () => {
  const root = await mkdtemp(join(tmpdir(), "columbo-edition-"));
  onTestFinished(() => rm(root, { recursive: true }));
  vi.stubEnv("XDG_CACHE_HOME", root);
  onTestFinished(() => void vi.unstubAllEnvs());
  const folder = cacheFolder(version);
  await mkdir(folder, { recursive: true });
  const names = ["kubectl", "kubemark"] as const;
  for (const name of names) {
    const file = join(folder, `.tmp-${name}`);
    await writeFile(file, program(name, "1.34.4"), { mode: 0o755 });
    await admit(name, version, file, "built");
  }
  const health = async () => Object.fromEntries(await examineCache(version, names));
  expect(await health()).toEqual({ kubectl: "good", kubemark: "good" });
  const list = join(folder, "binaries.json");
  const text = await readFile(list, "utf8");
  expect(text).toContain(kubemarkEdition);
  for (const other of ["+columbo.0123456789ab", ""]) {
    await writeFile(list, text.replace(`+columbo.${kubemarkEdition}`, other));
    expect(await health()).toEqual({ kubectl: "good", kubemark: "absent" });
  }
});
