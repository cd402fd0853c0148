#!/usr/bin/env node
// Plain JavaScript that an old Node.js can read, so that the reader gets a sentence and not a stack.
if (Number(process.versions.node.split(".")[0]) < 24) {
  process.stderr.write(
    `columbo: this is Node.js ${process.versions.node}, but Node.js 24 or newer is needed: run "npm ci" in the project and start it with "npx columbo".\n`,
  );
  process.exitCode = 3;
} else {
  import("../dist/engine/cli/main.js").then((cli) => cli.main(process.argv.slice(2)));
}
