import type { Cluster, Provisioner } from "../../provisioners/index.ts";
import type { FaultExperiment, Injection } from "./fault.ts";

/** A provisioner whose clusters have a fault. */
export function withInjection(provisioner: Provisioner, inject: FaultExperiment["inject"]): Provisioner {
  if (inject === undefined) return provisioner;
  return {
    ...provisioner,
    async up(plan, host) {
      const cluster = await provisioner.up(plan, host);
      try {
        return injected(cluster, await inject(cluster));
      } catch (error) {
        await cluster.down();
        throw error;
      }
    },
  };
}

function injected(cluster: Cluster, { cluster: shown, renew, remove }: Injection): Cluster {
  return {
    ...cluster,
    ...shown,
    async apply(settings) {
      await cluster.apply(settings);
      await renew?.();
    },
    async down() {
      try {
        await remove();
      } finally {
        await cluster.down();
      }
    },
  };
}
