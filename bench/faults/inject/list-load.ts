/**
 * Another client of a cluster: lists all its pods without pause. A program of its own, so that its work is not counted as
 * Columbo's: `node list-load.ts URL FILE CONNECTIONS SECONDS`, where FILE holds {"ca", "token"} as JSON. Ends when the
 * time is up, or when whoever started it is gone.
 */
import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";

const [url = "", file = "", connections = "1", seconds = "60"] = process.argv.slice(2);
const { ca, token } = JSON.parse(readFileSync(file, "utf8")) as {
  readonly ca: string;
  readonly token: string;
};
const agent = new Agent({ keepAlive: true, maxSockets: Number(connections), ca });
const until = Date.now() + Number(seconds) * 1000;

/** One list, compressed as client-go asks for it; the answer is thrown away. */
function list(): Promise<void> {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    "accept-encoding": "gzip",
    "user-agent": "list-load/1.0",
  };
  return new Promise((resolve) => {
    request(`${url}/api/v1/pods`, { agent, headers }, (answer) => {
      answer.resume().on("close", resolve);
    })
      // A server that restarts is asked again a moment later.
      .on("error", () => setTimeout(resolve, 100))
      .end();
  });
}

process.stdin.resume().on("end", () => process.exit());
await Promise.all(
  Array.from({ length: Number(connections) }, async () => {
    while (Date.now() < until) await list();
  }),
);
process.exit();
