import { open } from "node:fs/promises";

/** One audited request, as far as a reset needs it. */
export interface AuditedWrite {
  readonly user: string;
  /** For example "pods" or "pods/binding". */
  readonly resource: string;
  /** Milliseconds since the epoch when the API server received it. */
  readonly receivedAt: number;
  /** And when it had answered. */
  readonly answeredAt: number;
}

// Some 200 pods' worth: at the default rates more than any token bucket needs to fill up again.
const tailBytes = 2 * 1024 * 1024;

interface AuditLine {
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly objectRef?: { readonly resource: string; readonly subresource?: string };
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

function parseLine(line: string): AuditedWrite | undefined {
  if (line === "") return undefined;
  const { verb, user, objectRef, requestReceivedTimestamp, stageTimestamp } = JSON.parse(line) as AuditLine;
  if (verb === "get" || objectRef === undefined) return undefined;
  const { resource, subresource } = objectRef;
  return {
    user: user.username,
    resource: subresource === undefined ? resource : `${resource}/${subresource}`,
    receivedAt: Date.parse(requestReceivedTimestamp),
    answeredAt: Date.parse(stageTimestamp),
  };
}

/** The end of an audit log. */
export interface AuditTail {
  /** In the order of their answers. */
  readonly writes: readonly AuditedWrite[];
  /** Every write that was answered after this moment is among them; milliseconds since the epoch. */
  readonly from: number;
}

/** The last audited writes: the whole lines in the file's last two megabytes. */
export async function readAuditTail(path: string): Promise<AuditTail> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const lines = buffer.toString("utf8", 0, bytesRead).split("\n");
    // The first line may have lost its beginning, the last one may still be in the writing.
    const cut = size > length;
    const writes = lines
      .slice(cut ? 1 : 0, -1)
      .map(parseLine)
      .filter((write) => write !== undefined);
    return { writes, from: cut ? (writes[0]?.answeredAt ?? Infinity) : 0 };
  } finally {
    await file.close();
  }
}
