import { randomBytes, webcrypto } from "node:crypto";

/** A certificate and its private key, both PEM texts. */
export interface Credential {
  readonly certificate: string;
  readonly key: string;
}

/** What a certificate is to say. */
export interface CertificateRequest {
  /** Common name: the user, where it is a client's. */
  readonly user: string;
  /** Organisations: the user's groups. */
  readonly groups?: readonly string[];
  /** IP addresses that it may serve on; none = a pure client certificate. */
  readonly addresses?: readonly string[];
  /** Also usable as a client certificate although it has addresses. */
  readonly both?: boolean;
}

/** A certificate authority whose key leaves this process only where it is asked for. */
export interface Authority {
  /** PEM text of its certificate. */
  readonly certificate: string;
  /** PEM text of its key: for a cluster whose controllers issue certificates themselves. */
  key(): Promise<string>;
  issue(request: CertificateRequest): Promise<Credential>;
}

const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const lifetimeMs = 30 * 24 * 3600 * 1000;
// Clocks may differ a little between the components' libraries and ours; an hour is beyond doubt.
const leewayMs = 3600 * 1000;

async function newKeyPair(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(algorithm, true, ["sign", "verify"]);
}

async function toPem(key: webcrypto.CryptoKey): Promise<string> {
  const [format, label] =
    key.type === "private" ? (["pkcs8", "PRIVATE"] as const) : (["spki", "PUBLIC"] as const);
  const der = Buffer.from(await webcrypto.subtle.exportKey(format, key)).toString("base64");
  return `-----BEGIN ${label} KEY-----\n${der.match(/.{1,64}/g)?.join("\n") ?? ""}\n-----END ${label} KEY-----\n`;
}

/** A key pair as PEM texts. */
export interface SigningKey {
  readonly privateKey: string;
  readonly publicKey: string;
}

/** The key pair that signs and checks service account tokens. */
export async function createSigningKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await newKeyPair();
  return { privateKey: await toPem(privateKey), publicKey: await toPem(publicKey) };
}

/** Makes a certificate authority with EC keys on P-256; its certificates last for 30 days. */
export async function createAuthority(): Promise<Authority> {
  await import("./reflect-metadata.ts");
  const x509 = await import("@peculiar/x509");
  const keys = await newKeyPair();
  const validity = () => ({
    notBefore: new Date(Date.now() - leewayMs),
    notAfter: new Date(Date.now() + lifetimeMs),
  });
  const serialNumber = () => `00${randomBytes(15).toString("hex")}`;
  const name = [{ CN: ["columbo-ca"] }];
  const { KeyUsageFlags, ExtendedKeyUsage } = x509;
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity(),
    name,
    keys,
    serialNumber: serialNumber(),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });

  async function issue(request: CertificateRequest): Promise<Credential> {
    const own = await newKeyPair();
    const { addresses = [], groups = [] } = request;
    const usages = [
      ...(addresses.length > 0 ? [ExtendedKeyUsage.serverAuth] : []),
      ...(addresses.length === 0 || request.both === true ? [ExtendedKeyUsage.clientAuth] : []),
    ];
    const alternatives = addresses.map((value) => ({ type: "ip" as const, value }));
    const certificate = await x509.X509CertificateGenerator.create({
      ...validity(),
      subject: [...groups.map((group) => ({ O: [group] })), { CN: [request.user] }],
      issuer: name,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      serialNumber: serialNumber(),
      signingAlgorithm: algorithm,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        new x509.KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new x509.ExtendedKeyUsageExtension(usages),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ...(alternatives.length > 0 ? [new x509.SubjectAlternativeNameExtension(alternatives)] : []),
      ],
    });
    return { certificate: `${certificate.toString("pem")}\n`, key: await toPem(own.privateKey) };
  }

  return { certificate: `${ca.toString("pem")}\n`, key: () => toPem(keys.privateKey), issue };
}
