import ssh2 from "ssh2";

/** An SSH key pair as OpenSSH writes it. */
export interface SshKey {
  readonly privateKey: string;
  /** One line: type, key, comment. */
  readonly publicKey: string;
}

/** One pair of about four hundred is malformed: none of so many would be a fault of another kind. */
const attempts = 20;

/**
 * A new Ed25519 key pair, for one run: it is thrown away with the run's machines. The library writes keys that begin with a
 * zero byte without it, which neither it nor OpenSSH can read; such are not given out.
 */
export function createSshKey(comment: string): SshKey {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { private: privateKey, public: publicKey } = ssh2.utils.generateKeyPairSync("ed25519", { comment });
    if ([privateKey, publicKey].every((text) => !(ssh2.utils.parseKey(text) instanceof Error)))
      return { privateKey, publicKey };
  }
  throw new Error(`${String(attempts)} SSH keys in a row were malformed: ssh2 makes none that can be read`);
}
