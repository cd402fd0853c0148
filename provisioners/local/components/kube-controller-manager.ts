import { addressOf, inSite, kubeconfigFile, pkiFiles, type Site } from "../site.ts";

/** The log that shows the job controller's steps. */
export const controllerManagerLogArgv = ({ quiet }: Site): readonly string[] =>
  quiet === true ? [] : ["-v=4", "--logging-format=json"];

/** kube-controller-manager's arguments. */
export function controllerManagerArgv(site: Site): readonly string[] {
  const pki = pkiFiles(site);
  const kubeconfig = kubeconfigFile(site, "kube-controller-manager");
  return [
    `--kubeconfig=${kubeconfig}`,
    `--authentication-kubeconfig=${kubeconfig}`,
    `--authorization-kubeconfig=${kubeconfig}`,
    `--bind-address=${addressOf(site)}`,
    `--secure-port=${site.ports.controllerManager}`,
    `--cert-dir=${inSite(site, "pki")}`,
    `--tls-cert-file=${pki.certificate("kube-controller-manager-serving")}`,
    `--tls-private-key-file=${pki.key("kube-controller-manager-serving")}`,
    `--client-ca-file=${pki.ca}`,
    `--root-ca-file=${pki.ca}`,
    `--service-account-private-key-file=${pki.serviceAccountKey}`,
    // Each controller under its own name, as everywhere else: the audit log tells them apart by it.
    "--use-service-account-credentials=true",
    "--leader-elect=false",
    // It makes this folder when it is missing, and the default lies outside of ours.
    `--flex-volume-plugin-dir=${inSite(site, "flexvolume")}`,
    ...controllerManagerLogArgv(site),
  ];
}
