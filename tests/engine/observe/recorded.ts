/** Lines that a kubelet v1.34.4 at -v=4 and containerd 1.6.20 wrote about one pod of a trial. */

const pod = '"pod":{"name":"default1-2ngsc","namespace":"columbo"}';
const event =
  '"object":{"name":"default1-2ngsc","namespace":"columbo"},"fieldPath":"spec.containers{app-1}","kind":"Pod","apiVersion":"v1","type":"Normal"';

export const uid = "42477067-cee1-4655-8dd9-8ba1242104f9";

export const kubeletLines: readonly string[] = [
  '{"ts":1795609705179.429,"caller":"kubelet/kubelet.go:2515","msg":"SyncLoop ADD","v":2,"source":"api","pods":[]}',
  '{"ts":1795609705664.3777,"caller":"kubelet/kubelet.go:2515","msg":"SyncLoop ADD","v":2,"source":"api","pods":[{"name":"default1-2ngsc","namespace":"columbo"}]}',
  `{"ts":1795609705677.5608,"caller":"kubelet/kubelet.go:1909","msg":"SyncPod enter","v":4,${pod},"podUID":"${uid}"}`,
  `{"ts":1795609705677.6477,"caller":"util/util.go:34","msg":"No sandbox for pod can be found. Need to start a new one","v":2,${pod}}`,
  `{"ts":1795609705680.4727,"caller":"volumemanager/volume_manager.go:421","msg":"Waiting for volumes to attach and mount for pod","v":3,${pod}}`,
  `{"ts":1795609706318.1382,"caller":"volumemanager/volume_manager.go:482","msg":"All volumes are attached and mounted for pod","v":3,${pod}}`,
  `{"ts":1795609706318.154,"caller":"util/util.go:34","msg":"No sandbox for pod can be found. Need to start a new one","v":2,${pod}}`,
  `{"ts":1795609706318.1667,"caller":"kuberuntime/kuberuntime_manager.go:1209","msg":"computePodActions got for pod","v":3,"podActions":"KillPod: true, CreateSandbox: true, UpdatePodResources: false, Attempt: 0, InitContainersToStart: [], ContainersToStart: [0], EphemeralContainersToStart: [],ContainersToUpdate: map[], ContainersToKill: map[]",${pod}}`,
  `{"ts":1795609706318.2004,"caller":"kuberuntime/kuberuntime_manager.go:1280","msg":"Creating PodSandbox for pod","v":4,${pod}}`,
  `{"ts":1795609708283.132,"caller":"kuberuntime/kuberuntime_manager.go:1351","msg":"Created PodSandbox for pod","v":4,"podSandboxID":"1895f7ee50334ca0ec59b667fbd5587259e4a5eea7e0d0de9d59c746fcabc8d2",${pod}}`,
  `{"ts":1795609708288.8665,"caller":"record/event.go:389","msg":"Event occurred","v":3,${event},"reason":"Pulled","message":"Container image \\"docker.io/columbo/empty:1\\" already present on machine"}`,
  `{"ts":1795609714281.7292,"caller":"record/event.go:389","msg":"Event occurred","v":3,${event},"reason":"Created","message":"Created container: app-1"}`,
  `{"ts":1795609714996.6365,"caller":"record/event.go:389","msg":"Event occurred","v":3,${event},"reason":"Started","message":"Started container app-1"}`,
  `{"ts":1795609715856.491,"caller":"kubelet/kubelet.go:1909","msg":"SyncPod enter","v":4,${pod},"podUID":"${uid}"}`,
  `{"ts":1795609715856.738,"caller":"volumemanager/volume_manager.go:421","msg":"Waiting for volumes to attach and mount for pod","v":3,${pod}}`,
  `{"ts":1795609715856.7756,"caller":"volumemanager/volume_manager.go:482","msg":"All volumes are attached and mounted for pod","v":3,${pod}}`,
];

export const containerdLines: readonly string[] = [
  String.raw`time="2026-11-25T12:28:26.505588060Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:default1-2ngsc,Uid:42477067-cee1-4655-8dd9-8ba1242104f9,Namespace:columbo,Attempt:0,}"`,
  String.raw`time="2026-11-25T12:28:27.194939694Z" level=info msg="starting signal loop" namespace=k8s.io path=/run/containerd/io.containerd.runtime.v2.task/k8s.io/1895f7ee50334ca0ec59b667fbd5587259e4a5eea7e0d0de9d59c746fcabc8d2 pid=21013 runtime=io.containerd.runc.v2`,
  String.raw`time="2026-11-25T12:28:28.252282041Z" level=info msg="RunPodSandbox for &PodSandboxMetadata{Name:default1-2ngsc,Uid:42477067-cee1-4655-8dd9-8ba1242104f9,Namespace:columbo,Attempt:0,} returns sandbox id \"1895f7ee50334ca0ec59b667fbd5587259e4a5eea7e0d0de9d59c746fcabc8d2\""`,
  String.raw`time="2026-11-25T12:28:28.321821544Z" level=info msg="CreateContainer within sandbox \"1895f7ee50334ca0ec59b667fbd5587259e4a5eea7e0d0de9d59c746fcabc8d2\" for container &ContainerMetadata{Name:app-1,Attempt:0,}"`,
  String.raw`time="2026-11-25T12:28:34.263199475Z" level=info msg="CreateContainer within sandbox \"1895f7ee50334ca0ec59b667fbd5587259e4a5eea7e0d0de9d59c746fcabc8d2\" for &ContainerMetadata{Name:app-1,Attempt:0,} returns container id \"f811f1e9f91e55255a4728b73a197b96c5e597f92d6308c3dec37d4cd8ab444a\""`,
  String.raw`time="2026-11-25T12:28:34.284130618Z" level=info msg="StartContainer for \"f811f1e9f91e55255a4728b73a197b96c5e597f92d6308c3dec37d4cd8ab444a\""`,
  String.raw`time="2026-11-25T12:28:34.986699886Z" level=info msg="StartContainer for \"f811f1e9f91e55255a4728b73a197b96c5e597f92d6308c3dec37d4cd8ab444a\" returns successfully"`,
];
