// Package fields reads the settable fields of configuration files and of the objects on a pod's way.
package fields

// Root is a type whose fields are read.
type Root struct {
	Component, Group string
	// Packages are where the type may live, the preferred one first; older versions lack the newer packages.
	Packages []string
	Type     string
	// Object is the type that the defaulting function takes, when it is not the root's own; Path leads from it to the root.
	Object string
	Path   []string
	// Defaulting is the package that holds SetObjectDefaults_<object>; without one it is the type's own.
	Defaulting string
	// Skip names fields that are read under another root.
	Skip []string
}

const (
	kubernetes = "k8s.io/kubernetes/"
	apiserver  = "k8s.io/apiserver/pkg/apis/apiserver/"
	// EncryptionConfiguration lay here until v1.29.
	encryptionBefore = "k8s.io/apiserver/pkg/apis/config/v1"
	schedulerV1      = "k8s.io/kube-scheduler/config/v1"
	schedulerD       = kubernetes + "pkg/scheduler/apis/config/v1"
	kubeadm          = kubernetes + "cmd/kubeadm/app/apis/kubeadm/"
	coreV1           = "k8s.io/api/core/v1"
	coreD            = kubernetes + "pkg/apis/core/v1"
	appsV1           = "k8s.io/api/apps/v1"
	appsD            = kubernetes + "pkg/apis/apps/v1"
)

// Roots are all types whose fields are read.
func Roots() []Root {
	roots := []Root{
		{Component: "kubelet", Group: "KubeletConfiguration", Packages: []string{"k8s.io/kubelet/config/v1beta1"}, Defaulting: kubernetes + "pkg/kubelet/apis/config/v1beta1"},
		{Component: "kubelet", Group: "CredentialProviderConfig", Packages: []string{"k8s.io/kubelet/config/v1"}},
		{Component: "kube-scheduler", Group: "KubeSchedulerConfiguration", Packages: []string{schedulerV1}, Defaulting: schedulerD},
		{Component: "kube-proxy", Group: "KubeProxyConfiguration", Packages: []string{"k8s.io/kube-proxy/config/v1alpha1"}, Defaulting: kubernetes + "pkg/proxy/apis/config/v1alpha1"},
		{
			Component: "kube-controller-manager", Group: "KubeControllerManagerConfiguration",
			Packages: []string{"k8s.io/kube-controller-manager/config/v1alpha1"}, Defaulting: kubernetes + "pkg/controller/apis/config/v1alpha1",
		},
		{Component: "kube-apiserver", Group: "TracingConfiguration", Packages: versions(apiserver, "v1", "v1beta1", "v1alpha1")},
		{Component: "kube-apiserver", Group: "Policy", Packages: []string{"k8s.io/apiserver/pkg/apis/audit/v1"}},
		flowControl("PriorityLevelConfiguration"), flowControl("FlowSchema"),
		{Component: "workload", Group: "JobSpec", Packages: []string{"k8s.io/api/batch/v1"}, Object: "Job", Path: []string{"Spec"}, Defaulting: kubernetes + "pkg/apis/batch/v1", Skip: []string{"template"}},
		{Component: "workload", Group: "PodSpec", Packages: []string{coreV1}, Object: "Pod", Path: []string{"Spec"}, Defaulting: coreD, Skip: []string{"containers", "initContainers", "ephemeralContainers"}},
		{Component: "workload", Group: "Container", Packages: []string{coreV1}, Object: "Pod", Path: []string{"Spec", "Containers", "[]"}, Defaulting: coreD},
		{Component: "workload", Group: "RuntimeClass", Packages: []string{"k8s.io/api/node/v1"}, Object: "RuntimeClass"},
		{Component: "workload", Group: "ResourceQuotaSpec", Packages: []string{coreV1}, Object: "ResourceQuota", Path: []string{"Spec"}, Defaulting: coreD},
		{Component: "workload", Group: "LimitRangeSpec", Packages: []string{coreV1}, Object: "LimitRange", Path: []string{"Spec"}, Defaulting: coreD},
	}
	for _, file := range []string{"Admission", "Encryption", "Authentication", "Authorization", "EgressSelector"} {
		roots = append(roots, Root{Component: "kube-apiserver", Group: file + "Configuration", Packages: append(versions(apiserver, "v1", "v1beta1", "v1alpha1"), encryptionBefore)})
	}
	for _, plugin := range []string{"DefaultPreemption", "InterPodAffinity", "NodeResourcesFit", "PodTopologySpread", "NodeResourcesBalancedAllocation", "VolumeBinding", "NodeAffinity", "DynamicResources"} {
		roots = append(roots, Root{Component: "kube-scheduler", Group: plugin + "Args", Packages: []string{schedulerV1}, Defaulting: schedulerD})
	}
	for _, file := range []string{"Cluster", "Init", "Join", "Upgrade", "Reset"} {
		roots = append(roots, Root{Component: "kubeadm", Group: file + "Configuration", Packages: versions(kubeadm, "v1beta4", "v1beta3")})
	}
	for _, kind := range []string{"Deployment", "ReplicaSet", "StatefulSet", "DaemonSet"} {
		roots = append(roots, Root{Component: "workload", Group: kind + "Spec", Packages: []string{appsV1}, Object: kind, Path: []string{"Spec"}, Defaulting: appsD, Skip: []string{"template"}})
	}
	for at := range roots {
		if roots[at].Type == "" {
			roots[at].Type = roots[at].Group
		}
	}
	return roots
}

func versions(prefix string, names ...string) []string {
	var paths []string
	for _, name := range names {
		paths = append(paths, prefix+name)
	}
	return paths
}

func flowControl(kind string) Root {
	return Root{
		Component: "kube-apiserver", Group: kind + "Spec", Packages: []string{"k8s.io/api/flowcontrol/v1"}, Object: kind,
		Path: []string{"Spec"}, Defaulting: kubernetes + "pkg/apis/flowcontrol/v1",
	}
}
