// A program that owns a cluster until it is killed; says on stdout which.
import { dirname } from "node:path";
import { localProvisioner } from "../../../provisioners/local/index.ts";
import { quietHost, smallPlan } from "../../support/local-cluster.ts";

const cluster = await localProvisioner.up(smallPlan(), quietHost());
process.stdout.write(`${JSON.stringify({ id: cluster.id, folder: dirname(cluster.scratch) })}\n`);
setInterval(() => undefined, 60_000);
