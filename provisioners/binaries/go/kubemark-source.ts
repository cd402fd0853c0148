import { createHash } from "node:crypto";
import { scratchModule, type EditedSource } from "./edited-source.ts";

/** What a kubemark that is built from this says in its help: one that does not would serve every address. */
export const kubemarkMark = "kubemark as Columbo builds it, for this machine alone";

/** The flag for the images that a hollow node has from the start, by their names with tags, between commas. */
export const kubemarkImagesFlag = "--images";

/**
 * Kubernetes' own cmd/kubemark with a log in JSON, as all other components have it, and one flag more.
 */
const main = `package main

import (
	"os"
	"strconv"

	"${scratchModule}/app"
	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	logsapi "k8s.io/component-base/logs/api/v1"
	_ "k8s.io/component-base/logs/json/register"
)

func main() {
	command := app.NewHollowNodeCommand()
	command.Long = "${kubemarkMark}"
	command.Flags().StringSliceVar(&app.Images, "${kubemarkImagesFlag.slice(2)}", nil, "Names of the images that the node has.")
	command.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		verbosity, err := strconv.ParseUint(cmd.Flags().Lookup("v").Value.String(), 10, 32)
		if err != nil {
			return err
		}
		logging := logsapi.NewLoggingConfiguration()
		logging.Format = logsapi.JSONLogFormat
		logging.Verbosity = logsapi.VerbosityLevel(verbosity)
		return logsapi.ValidateAndApply(logging, nil)
	}
	os.Exit(cli.Run(command))
}
`;

/** Serves only clients with a certificate of the cluster's authority; the files' folder is the working folder's pki. */
const serving = `package kubemark

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"

	"k8s.io/klog/v2"
	"k8s.io/kubernetes/pkg/kubelet/server"
)

func servingOptions(node string) *server.TLSOptions {
	authority, err := os.ReadFile(filepath.Join("pki", "ca.crt"))
	if err != nil {
		klog.Fatalf("Failed to read the clients' authority: %v. Exiting.", err)
	}
	clients := x509.NewCertPool()
	clients.AppendCertsFromPEM(authority)
	return &server.TLSOptions{
		Config: &tls.Config{
			MinVersion: tls.VersionTLS12,
			ClientAuth: tls.RequireAndVerifyClientCert,
			ClientCAs:  clients,
		},
		CertFile: filepath.Join("pki", "kubelet-"+node+"-serving.crt"),
		KeyFile:  filepath.Join("pki", "kubelet-"+node+"-serving.key"),
	}
}
`;

/** kubemark's own image service begins empty: a pod that may not pull would never run. */
const images = `package app

import apitest "k8s.io/cri-api/pkg/apis/testing"

// Images are the names of the images that the node has.
var Images []string

func holdImages(service *apitest.FakeImageService) {
	service.SetFakeImages(Images)
}
`;

const hollowKubelet = "kubemark/hollow_kubelet.go";
const hollowNode = "app/hollow_node.go";

/**
 * kubemark as it comes serves every address without asking who calls, and leaves a folder and a socket in /tmp. Both
 * are fixed texts of its source, the same from Kubernetes 1.29 to 1.37, so they are changed before it is built. The
 * path through /proc keeps the folder and the sockets in it short enough for the kernel, wherever the cluster lies.
 */
export const kubemarkSource: EditedSource = {
  packages: { app: "cmd/kubemark/app", kubemark: "pkg/kubemark" },
  edits: [
    { file: hollowKubelet, text: '"0.0.0.0"', instead: '"127.0.0.1"' },
    {
      file: hollowKubelet,
      text: "TLSOptions:                nil,",
      instead: "TLSOptions: servingOptions(flags.HostnameOverride),",
    },
    {
      file: hollowKubelet,
      text: 'MakeTempDirOrDie("hollow-kubelet.", "")',
      instead: 'MakeTempDirOrDie(opt.NodeName+".", "/proc/self/cwd/hollow")',
    },
    {
      file: hollowNode,
      text: '"k8s.io/kubernetes/pkg/kubemark"',
      instead: `"${scratchModule}/kubemark"`,
    },
    {
      file: hollowNode,
      text: "fakeremote.GenerateEndpoint()",
      instead: 'fmt.Sprintf("unix:///proc/self/cwd/hollow/%s.sock", config.NodeName), error(nil)',
    },
    {
      file: hollowNode,
      text: "defer fakeRemoteRuntime.Stop()",
      instead: "defer fakeRemoteRuntime.Stop()\n\t\tholdImages(fakeRemoteRuntime.ImageService)",
    },
  ],
  files: { "main.go": main, "app/images.go": images, "kubemark/serving.go": serving },
};

/** Stands for all that is changed in kubemark: one that was built from other changes has another. */
export const kubemarkEdition = createHash("sha256")
  .update(JSON.stringify(kubemarkSource))
  .digest("hex")
  .slice(0, 12);
