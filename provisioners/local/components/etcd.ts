import { inSite, pkiFiles, urlOf, type Site } from "../site.ts";

/** etcd's arguments: one member, with TLS and client certificates on both of its ports. */
export function etcdArgv(site: Site): readonly string[] {
  const pki = pkiFiles(site);
  const client = urlOf(site, site.ports.etcd);
  const peer = urlOf(site, site.ports.etcdPeer);
  return [
    "--name=columbo",
    `--data-dir=${inSite(site, "etcd")}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=columbo=${peer}`,
    "--client-cert-auth",
    `--trusted-ca-file=${pki.ca}`,
    `--cert-file=${pki.certificate("etcd")}`,
    `--key-file=${pki.key("etcd")}`,
    "--peer-client-cert-auth",
    `--peer-trusted-ca-file=${pki.ca}`,
    `--peer-cert-file=${pki.certificate("etcd")}`,
    `--peer-key-file=${pki.key("etcd")}`,
  ];
}
