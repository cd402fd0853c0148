import { createServer, type Server } from "node:http";
import { Counter, Gauge, Registry } from "prom-client";
import type { RunEvent } from "../../events.ts";
import { WrongInput } from "../wrong-input.ts";
import type { ProgressListener } from "./contract.ts";

/**
 * Serves Columbo's own state as /metrics on 127.0.0.1, for dashboards beside a long run.
 * @throws WrongInput when the port cannot be had
 */
export async function metricsListener(port: number): Promise<ProgressListener> {
  const registry = new Registry();
  const common = { registers: [registry] };
  const pods = new Gauge({
    ...common,
    name: "columbo_trial_objects",
    help: "Objects of the running trial by the state that they have reached; running counts containers",
    labelNames: ["state"],
  });
  const elapsed = new Gauge({ ...common, name: "columbo_trial_seconds", help: "Age of the running trial" });
  const trials = new Counter({
    ...common,
    name: "columbo_trials_total",
    help: "Trials that came to their end",
  });
  const last = new Gauge({
    ...common,
    name: "columbo_last_deployment_seconds",
    help: "Deployment time of the last trial",
    labelNames: ["trial"],
  });
  const server = createServer((request, response) => {
    if (request.url !== "/metrics") {
      response.writeHead(404).end("only /metrics is here\n");
      return;
    }
    void registry
      .metrics()
      .then((text) => response.setHeader("content-type", registry.contentType).end(text));
  });
  await listen(server, port);
  return {
    emit(event: RunEvent) {
      if (event.type === "trial") {
        for (const [state, count] of Object.entries(event.counts)) pods.set({ state }, count);
        elapsed.set(event.elapsedSeconds);
      } else if (event.type === "trial-done") {
        trials.inc();
        last.reset();
        last.set({ trial: event.label }, event.deploymentSeconds);
      }
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function listen(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => {
      reject(
        new WrongInput(`--metrics-port ${port}: expected a free port of 127.0.0.1, but ${error.message}`),
      );
    });
    server.listen(port, "127.0.0.1", () => {
      // A connection that cannot be taken later on costs a scrape, not the run.
      server.on("error", () => undefined);
      resolve();
    });
  });
}
