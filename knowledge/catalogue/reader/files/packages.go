// Package files counts the types of configuration files, and their fields.
package files

// group is an API group of configuration files: one package for each of its versions.
type group struct {
	Component, Path string
	Versions        []string
}

const (
	admission  = "k8s.io/apiserver/pkg/admission/plugin/"
	kubernetes = "k8s.io/kubernetes/"
	plugins    = kubernetes + "plugin/pkg/admission/"
	cloud      = "k8s.io/cloud-provider/"
)

// groups are those whose types make up the files that the programs of a cluster read. What programs send to plugins
// and webhooks, and the preferences of kubectl, are not among them. Component kubernetes stands for several programs.
// A release has some of the versions only.
var groups = []group{
	{"kube-apiserver", "k8s.io/apiserver/pkg/apis/apiserver", []string{"v1alpha1", "v1beta1", "v1"}},
	// Encryption, until v1.29.
	{"kube-apiserver", "k8s.io/apiserver/pkg/apis/config", []string{"v1"}},
	{"kube-apiserver", "k8s.io/apiserver/pkg/apis/audit", []string{"v1"}},
	{"kube-apiserver", admission + "webhook/config/apis/webhookadmission", []string{"v1alpha1", "v1"}},
	{"kube-apiserver", admission + "resourcequota/apis/resourcequota", []string{"v1alpha1", "v1beta1", "v1"}},
	{"kube-apiserver", plugins + "eventratelimit/apis/eventratelimit", []string{"v1alpha1"}},
	{"kube-apiserver", plugins + "podtolerationrestriction/apis/podtolerationrestriction", []string{"v1alpha1"}},
	{"kube-apiserver", "k8s.io/pod-security-admission/admission/api", []string{"v1alpha1", "v1beta1", "v1"}},
	{"kube-controller-manager", "k8s.io/kube-controller-manager/config", []string{"v1alpha1"}},
	{"kube-controller-manager", "k8s.io/controller-manager/config", []string{"v1alpha1", "v1beta1", "v1"}},
	{"kube-proxy", "k8s.io/kube-proxy/config", []string{"v1alpha1"}},
	{"kube-scheduler", "k8s.io/kube-scheduler/config", []string{"v1beta2", "v1beta3", "v1"}},
	{"kubeadm", kubernetes + "cmd/kubeadm/app/apis/kubeadm", []string{"v1beta2", "v1beta3", "v1beta4"}},
	{"kubeadm", kubernetes + "cmd/kubeadm/app/apis/bootstraptoken", []string{"v1"}},
	{"kubelet", "k8s.io/kubelet/config", []string{"v1alpha1", "v1beta1", "v1"}},
	{"kubernetes", "k8s.io/client-go/tools/clientcmd/api", []string{"v1"}},
	{"kubernetes", "k8s.io/component-base/config", []string{"v1alpha1"}},
	{"kubernetes", "k8s.io/component-base/logs/api", []string{"v1"}},
	{"kubernetes", "k8s.io/component-base/tracing/api", []string{"v1"}},
	{"kubernetes", cloud + "config", []string{"v1alpha1"}},
	{"kubernetes", cloud + "controllers/node/config", []string{"v1alpha1"}},
	{"kubernetes", cloud + "controllers/service/config", []string{"v1alpha1"}},
}
