import { expect, it } from "vitest";
import { parse } from "yaml";
import { seedFiles } from "../../../provisioners/qemu/image/seed.ts";

const identity = {
  ...{ hostName: "edge0", address: "198.18.100.3", gateway: "198.18.100.1", bits: 24 },
  hostKey: { privateKey: "PRIVATE", publicKey: "ssh-ed25519 AAAA edge0" },
  authorizedKey: "ssh-ed25519 BBBB columbo",
  hosts: [{ name: "cloud0", address: "198.18.100.2" }],
};

it("cloud-init gets the machine's name, address and keys, and finds the programs on the second disk", () => {
  const files = seedFiles(identity, "52:54:2c:3d:00:01", true);
  expect(files["user-data"]).toMatch(/^#cloud-config\n/);
  const user = parse(files["user-data"] ?? "") as {
    readonly runcmd: readonly (readonly string[])[];
    readonly write_files: readonly { readonly path: string; readonly content: string }[];
  };
  expect(user).toMatchObject({
    hostname: "edge0",
    ssh_keys: { ed25519_private: "PRIVATE", ed25519_public: "ssh-ed25519 AAAA edge0" },
    users: [{ name: "root", ssh_authorized_keys: ["ssh-ed25519 BBBB columbo"] }],
  });
  expect(user.write_files[0]?.content).toContain("198.18.100.2 cloud0\n");
  expect(user.runcmd).toContainEqual(["mount", "-o", "ro", "LABEL=columbo", "/opt/columbo"]);
  expect(parse(files["network-config"] ?? "")).toMatchObject({
    ethernets: {
      eth0: { match: { macaddress: "52:54:2c:3d:00:01" }, addresses: ["198.18.100.3/24"] },
    },
  });
});

it("mounts nothing where there are no programs", () => {
  const { "user-data": user = "" } = seedFiles(identity, "52:54:2c:3d:00:01", false);
  expect(user).not.toContain("mount");
});
