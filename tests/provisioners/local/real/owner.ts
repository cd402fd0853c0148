// A program that owns a cluster with pods on a real node until it is killed; says on stdout which.
import { dirname } from "node:path";
import { localProvisioner } from "../../../../provisioners/local/index.ts";
import { quietHost } from "../../../support/local-cluster.ts";
import { realPlan } from "../../../support/real-nodes.ts";
import { runOn } from "./job.ts";

const cluster = await localProvisioner.up(realPlan(), quietHost());
await runOn(cluster, "real-0", 3);
const kubelet = cluster.processes().find(({ component }) => component === "kubelet")?.pid;
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
cluster.failed.addEventListener("abort", () => say({ failed: (cluster.failed.reason as Error).message }));
say({ id: cluster.id, folder: dirname(cluster.scratch), kubelet });
setInterval(() => undefined, 60_000);
