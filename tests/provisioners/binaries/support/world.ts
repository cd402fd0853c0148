import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { ensureBinaries, run, type BinaryName, type Progress } from "../../../../provisioners/index.ts";
import { findGo } from "../../../../provisioners/binaries/go/toolchain.ts";
import { startServer, type Answer, type TestServer } from "./server.ts";

/** The installed Go; the tests that build are skipped where there is none. */
export const installedGo = await findGo(tmpdir(), AbortSignal.timeout(30_000));

const buildCache =
  installedGo === undefined
    ? ""
    : (await run(installedGo.file, ["env", "GOCACHE"], { deadlineMs: 30_000 })).stdout;

/** A cache folder and servers of a test's own. */
export interface World {
  readonly root: string;
  /** The cache folder of v1.34.4. */
  readonly cache: string;
  /** What was reported so far. */
  readonly texts: string[];
  serve(answers: Iterable<readonly [string, Answer]>): Promise<TestServer>;
  /** Makes Go fetch modules from a server, with a module cache of the test's own. */
  useModuleProxy(url: string): void;
  ensure<N extends BinaryName>(
    names: readonly N[],
    options?: { readonly mirror?: string; readonly signal?: AbortSignal; readonly kubernetes?: string },
  ): Promise<Readonly<Record<N, string>>>;
  /** The names in the cache folder that a setup makes only for itself. */
  leftovers(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const root = await mkdtemp(join(tmpdir(), "columbo-binaries-"));
  const cache = join(root, "columbo", "binaries", "v1.34.4");
  const texts: string[] = [];
  const servers: TestServer[] = [];
  vi.stubEnv("XDG_CACHE_HOME", root);
  vi.stubEnv("GOMODCACHE", join(root, "gomod"));
  vi.stubEnv("GOCACHE", buildCache);
  vi.stubEnv("GOSUMDB", "off");
  // Nothing of a test may reach beyond this machine.
  vi.stubEnv("GOPROXY", "off");
  vi.stubEnv("NO_PROXY", "127.0.0.1");
  return {
    root,
    cache,
    texts,
    async serve(answers) {
      const server = await startServer(answers);
      servers.push(server);
      return server;
    },
    useModuleProxy(url) {
      vi.stubEnv("GOPROXY", url);
    },
    ensure: (names, options = {}) =>
      ensureBinaries(options.kubernetes ?? "v1.34.4", {
        names,
        // An unanswered port, so that no test asks the official hosts.
        mirror: options.mirror ?? "http://127.0.0.1:9",
        signal: options.signal ?? new AbortController().signal,
        report: ({ text }: Progress) => {
          texts.push(text);
        },
      }),
    async leftovers() {
      return (await readdir(cache)).filter((name) => name.startsWith("."));
    },
    async close() {
      await Promise.all(servers.map((server) => server.close()));
      // Go makes its module cache read-only.
      if (installedGo !== undefined)
        await run(installedGo.file, ["clean", "-modcache"], { cwd: root, deadlineMs: 60_000 });
      vi.unstubAllEnvs();
      await rm(root, { recursive: true, force: true });
    },
  };
}
