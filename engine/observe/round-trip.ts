import { connectTo, getText } from "./api-request.ts";
import type { ObserverFactory } from "./observer.ts";
import { now } from "./watch.ts";

/** What the API server answers at once, whatever it stores and however full its priority levels are. */
const path = "/livez/ping";
const requests = 7;
const deadlineMs = 10_000;

/**
 * How far the API server is from the client: the shortest of a few requests over an open connection, before the client
 * starts. Load makes some of them longer and none shorter, so that the shortest is the network's.
 */
export const roundTrip: ObserverFactory = ({ cluster }) => {
  let shortest: number | undefined;
  return {
    name: "round trip to the API server",
    async begin() {
      const connection = connectTo(cluster);
      const ask = (): Promise<string> => getText(connection, `${cluster.apiServer}${path}`, deadlineMs);
      try {
        // Opens the connection.
        await ask();
        for (let asked = 0; asked < requests; asked += 1) {
          const sentAt = now();
          await ask();
          shortest = Math.min(shortest ?? Infinity, now() - sentAt);
        }
      } finally {
        connection.destroy();
      }
    },
    end: () => Promise.resolve(shortest === undefined ? {} : { roundTripSeconds: shortest / 1000 }),
  };
};
