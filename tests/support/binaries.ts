import { defaultKubernetesVersion, ensureBinaries, type Binaries } from "../../provisioners/index.ts";

/**
 * The programs of a local cluster, from the cache or else downloaded or built (about 8 minutes on 2 cores);
 * says on stderr what it does.
 */
export async function testBinaries(): Promise<Binaries> {
  const interrupted = new AbortController();
  // A build is a process group of its own: it must not outlive a test run that is broken off.
  const abort = (): void => {
    interrupted.abort();
  };
  process.once("exit", abort);
  try {
    return await ensureBinaries(defaultKubernetesVersion, {
      report: ({ text }) => {
        process.stderr.write(`test setup: ${text}\n`);
      },
      signal: interrupted.signal,
    });
  } finally {
    process.off("exit", abort);
  }
}
