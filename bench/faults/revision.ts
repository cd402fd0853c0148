import { run } from "../../provisioners/index.ts";

/** The commit that the bench is run at, with a plus where files differ from it; "unknown" outside a repository. */
export async function revision(): Promise<string> {
  const git = async (...argv: readonly string[]): Promise<string | undefined> => {
    const { exitCode, stdout } = await run("git", ["-C", import.meta.dirname, ...argv], {
      deadlineMs: 10_000,
    });
    return exitCode === 0 ? stdout.trim() : undefined;
  };
  const [commit, changes] = await Promise.all([
    git("rev-parse", "--short=12", "HEAD"),
    git("status", "--porcelain", "--untracked-files=no"),
  ]);
  return commit === undefined ? "unknown" : `${commit}${changes === "" ? "" : "+"}`;
}
