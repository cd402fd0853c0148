import { kubeKata } from "./kube-kata.ts";
import { kubecontrol } from "./kubecontrol.ts";
import { kubeedge } from "./kubeedge.ts";
import { kubernetes } from "./kubernetes.ts";
import { mist } from "./mist.ts";
import { none } from "./none.ts";

/** The modules by the value of `resource_manager`. */
export const resourceManagers = { kubernetes, kubeedge, kubecontrol, kube_kata: kubeKata, mist, none };
