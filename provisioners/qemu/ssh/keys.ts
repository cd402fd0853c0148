import ssh2 from "ssh2";

/** An SSH key pair as OpenSSH writes it. */
export interface SshKey {
  readonly privateKey: string;
  /** One line: type, key, comment. */
  readonly publicKey: string;
}

/** A new Ed25519 key pair, for one run: it is thrown away with the run's machines. */
export function createSshKey(comment: string): SshKey {
  const { private: privateKey, public: publicKey } = ssh2.utils.generateKeyPairSync("ed25519", { comment });
  return { privateKey, publicKey };
}
