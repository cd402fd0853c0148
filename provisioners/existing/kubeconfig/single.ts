import { readFileSync } from "node:fs";
import type { Access } from "./access.ts";
import type { Fields } from "./read.ts";

const name = "columbo";

/**
 * A kubeconfig of this one context, with this namespace; JSON, which is YAML too.
 * @param user its fields, where they differ from the access's
 */
export function singleKubeconfig(access: Access, namespace?: string, user: Fields = access.user): string {
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: access.cluster }],
    users: [{ name, user }],
    contexts: [
      { name, context: { cluster: name, user: name, ...(namespace === undefined ? {} : { namespace }) } },
    ],
    "current-context": name,
  });
}

/**
 * The user's fields for programs that know no `tokenFile`: the token is beside it. Those that know the file prefer it.
 */
export function withToken({ user }: Access): Fields {
  const file = user["tokenFile"];
  return typeof file === "string" ? { ...user, token: readFileSync(file, "utf8").trim() } : user;
}

/** The user's fields as the client library reads them: it has another name for `tokenFile`. */
export function forLibrary({ user }: Access): Fields {
  const { tokenFile, ...others } = user;
  if (typeof tokenFile !== "string") return user;
  return { ...others, "auth-provider": { name: "tokenFile", config: { tokenFile } } };
}
