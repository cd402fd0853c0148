import ssh2 from "ssh2";
import { expect, it } from "vitest";
import { createSshKey } from "../../../provisioners/qemu/ssh/keys.ts";

it("every key pair can be read, and its halves belong together", () => {
  // Of so many, five would be malformed as the library makes them.
  for (let count = 0; count < 2000; count += 1) {
    const { privateKey, publicKey } = createSshKey("columbo");
    const [secret, known] = [privateKey, publicKey].map((text) => ssh2.utils.parseKey(text));
    if (secret instanceof Error || known instanceof Error || secret === undefined || known === undefined)
      throw new Error(`unreadable: ${publicKey}`);
    expect(secret.getPublicSSH().equals(known.getPublicSSH())).toBe(true);
    expect(publicKey).toMatch(/^ssh-ed25519 [\w+/=]{68} columbo$/);
  }
});
