import type { CertificateIdentity } from "../contract.ts";

/** A kubeconfig of one cluster and one user, with everything embedded; JSON, which is YAML too. */
export function kubeconfig(
  server: string,
  identity: CertificateIdentity,
  user: string,
  namespace?: string,
): string {
  const base64 = (text: string) => Buffer.from(text).toString("base64");
  const context = { cluster: "columbo", user, ...(namespace === undefined ? {} : { namespace }) };
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "columbo", cluster: { server, "certificate-authority-data": base64(identity.ca) } }],
    users: [
      {
        name: user,
        user: {
          "client-certificate-data": base64(identity.certificate),
          "client-key-data": base64(identity.key),
        },
      },
    ],
    contexts: [{ name: "columbo", context }],
    "current-context": "columbo",
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
