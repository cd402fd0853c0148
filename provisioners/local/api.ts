import { ProvisionError } from "../errors.ts";
import type { Answer, HttpsClient } from "./https-client.ts";

/** The body of a 2xx answer; what the API server says otherwise becomes the error. */
export function expectSuccess(answer: Answer, what: string): string {
  if (answer.status >= 200 && answer.status < 300) return answer.body;
  throw new ProvisionError(`${what} failed: ${reason(answer)}`, 4);
}

function reason({ status, body }: Answer): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    if (typeof message === "string") return message;
  } catch {
    // Not a Status object: the bare status code has to do.
  }
  return `HTTP ${status}`;
}

/** The items of a list. */
export async function readList<T>(
  api: HttpsClient,
  path: string,
  signal?: AbortSignal,
): Promise<readonly T[]> {
  const answer = await api.send("GET", path, signal === undefined ? {} : { signal });
  return (JSON.parse(expectSuccess(answer, `listing ${path}`)) as { items: readonly T[] }).items;
}
