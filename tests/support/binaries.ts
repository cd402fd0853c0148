import {
  defaultKubernetesVersion,
  ensureBinaries,
  nodeBinaries,
  type Binaries,
  type BinaryName,
} from "../../provisioners/index.ts";

async function ensure<N extends BinaryName>(names?: readonly N[]): Promise<Readonly<Record<N, string>>> {
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
      names,
    });
  } finally {
    process.off("exit", abort);
  }
}

/**
 * The programs of a local cluster, from the cache or else downloaded or built (about 8 minutes on 2 cores);
 * says on stderr what it does.
 */
export const testBinaries = (): Promise<Binaries> => ensure();

/**
 * Gets what nodes of a kind need besides (about a minute of building, after the others are built), or says in a
 * sentence why it cannot be had: the tests of such nodes are skipped then.
 */
export async function lackOfNodeBinaries(kind: keyof typeof nodeBinaries): Promise<string | undefined> {
  try {
    await ensure(nodeBinaries[kind]);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
