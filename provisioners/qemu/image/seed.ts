import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import { order } from "../../local/real/programs.ts";
import type { Identity } from "../identity.ts";
import { softwareLabel } from "./own.ts";

/** Where an image of the user's own finds Kubernetes' programs. */
export const softwareFolder = "/opt/columbo";

/**
 * What cloud-init makes an image of the user's own a machine of the run with, by file's name. The network device gets the
 * name that Columbo's own image gives it. Sources: cloud-init's "NoCloud", "SSH", "Network config version 2".
 */
export function seedFiles(
  identity: Identity,
  hardwareAddress: string,
  software: boolean,
): Readonly<Record<string, string>> {
  const { hostName, address, gateway, bits, hostKey, authorizedKey, hosts } = identity;
  const table = ["127.0.0.1 localhost", ...hosts.map((host) => `${host.address} ${host.name}`)];
  const user = {
    hostname: hostName,
    manage_etc_hosts: false,
    disable_root: false,
    // Making one costs an emulated machine half a minute.
    locale: false,
    ssh_deletekeys: true,
    ssh_genkeytypes: [],
    ssh_keys: { ed25519_private: hostKey.privateKey, ed25519_public: hostKey.publicKey },
    users: [{ name: "root", lock_passwd: false, ssh_authorized_keys: [authorizedKey] }],
    write_files: [
      { path: "/etc/hosts", content: `${table.join("\n")}\n` },
      { path: "/etc/modules-load.d/columbo.conf", content: "overlay\nbr_netfilter\n" },
      {
        path: "/etc/sysctl.d/90-columbo.conf",
        content: "net.ipv4.ip_forward = 1\nnet.bridge.bridge-nf-call-iptables = 1\n",
      },
    ],
    runcmd: [
      // What the image may run by itself is in the way of the run's own.
      ["systemctl", "disable", "--now", "containerd", "kubelet"],
      ["systemctl", "restart", "systemd-modules-load"],
      ["systemctl", "restart", "systemd-sysctl"],
      ...(software
        ? [
            ["mkdir", "-p", softwareFolder],
            ["mount", "-o", "ro", `LABEL=${softwareLabel}`, softwareFolder],
            ["cp", "--symbolic-link", "--recursive", `${softwareFolder}/bin/.`, "/usr/local/bin/"],
          ]
        : []),
    ],
  };
  const network = {
    version: 2,
    ethernets: {
      eth0: {
        match: { macaddress: hardwareAddress },
        "set-name": "eth0",
        addresses: [`${address}/${String(bits)}`],
        gateway4: gateway,
      },
    },
  };
  return {
    "user-data": `#cloud-config\n${stringify(user)}`,
    "meta-data": stringify({ "instance-id": `${hostName}-${hardwareAddress}`, "local-hostname": hostName }),
    "network-config": stringify(network),
  };
}

/** Writes them as the disk that cloud-init looks for, of mode 0600, in a folder of its own. */
export async function makeSeed(
  folder: string,
  name: string,
  files: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<string> {
  const inside = join(folder, `${name}-seed`);
  await mkdir(inside, { mode: 0o700 });
  for (const [file, text] of Object.entries(files))
    await writeFile(join(inside, file), text, { mode: 0o600 });
  const seed = join(folder, `${name}.iso`);
  const argv = ["-quiet", "-output", seed, "-volid", "CIDATA", "-joliet", "-rock", inside];
  await order(`making the seed of ${name}`, "genisoimage", argv, { signal });
  return seed;
}
