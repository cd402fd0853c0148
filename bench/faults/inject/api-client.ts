/**
 * Another client of a cluster, in a program of its own, so that its work is not counted as Columbo's:
 * `node api-client.ts list|watch URL FILE CONNECTIONS SECONDS`, where FILE holds {"ca", "token"} as JSON. On each
 * connection it lists all pods without pause, or watches them. Ends when the time is up, or when whoever started it is
 * gone.
 */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";

const [mode = "list", url = "", file = "", connections = "1", seconds = "60"] = process.argv.slice(2);
const { ca, token } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly ca: string;
  readonly token: string;
};
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections), ca });
const until = Date.now() + Number(seconds) * 1000;
const path = mode === "watch" ? "/api/v1/pods?watch=true" : "/api/v1/pods";

/** One request, compressed as client-go asks for it; the answer is thrown away. */
function ask(): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "accept-encoding": "gzip",
    "user-agent": "api-client/1.0",
  };
  return new Promise((resolve) => {
    request(`${url}${path}`, { agent, headers }, (answer) => {
      answer.resume().on("close", resolve);
    })
      // A server that restarts is asked again a moment later.
      .on("error", () => setTimeout(resolve, 100))
      .end();
  });
}

process.stdin.resume().on("end", () => process.exit());
setTimeout(() => process.exit(), Number(seconds) * 1000);
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    while (Date.now() < until) await ask();
  }),
);
process.exit();
