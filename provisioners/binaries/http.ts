import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { Transform } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";

/** A server that says nothing for so long counts as unreachable. */
const silenceMs = 5_000;
const redirectsAllowed = 5;

// The usual HTTPS_PROXY, HTTP_PROXY and NO_PROXY are kept to.
const agents = {
  "http:": new http.Agent({ proxyEnv: process.env }),
  "https:": new https.Agent({ proxyEnv: process.env }),
};

/** The server answers, but not with what was asked for: that says nothing about its other files. */
export class AnswerError extends Error {
  override readonly name = "AnswerError";
}

function get(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
  const secure = url.protocol === "https:";
  return new Promise((resolve, reject) => {
    const request = (secure ? https : http).get(url, {
      agent: secure ? agents["https:"] : agents["http:"],
      headers: { "user-agent": "columbo" },
      timeout: silenceMs,
      signal,
    });
    request.on("response", (response) => {
      request.on("timeout", () => response.destroy(new Error(`no data for ${silenceMs / 1000} s`)));
      resolve(response);
    });
    request.on("timeout", () => request.destroy(new Error(`no answer for ${silenceMs / 1000} s`)));
    request.on("error", reject);
  });
}

/** Opens an address, following redirects; throws with a short reason when it is not answered with 200. */
async function open(address: string, signal: AbortSignal): Promise<IncomingMessage> {
  let url = new URL(address);
  for (let hop = 0; hop <= redirectsAllowed; hop += 1) {
    const response = await get(url, signal);
    const { statusCode = 0, headers } = response;
    if (statusCode === 200) return response;
    response.destroy();
    if (statusCode < 300 || statusCode > 399 || headers.location === undefined)
      throw new AnswerError(`HTTP status ${statusCode}`);
    const next = new URL(headers.location, url);
    if (url.protocol === "https:" && next.protocol !== "https:")
      throw new AnswerError("redirected to plain http");
    url = next;
  }
  throw new AnswerError(`more than ${redirectsAllowed} redirects`);
}

/** The text at an address. */
export async function fetchText(address: string, signal: AbortSignal): Promise<string> {
  return await text(await open(address, signal));
}

/** Saves what is at an address, and gives its SHA-256 in hexadecimal. */
export async function fetchFile(address: string, path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash("sha256");
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(await open(address, signal), hashing, createWriteStream(path), { signal });
  return hash.digest("hex");
}
