import type { PathPart } from "./path.ts";
import { less, product, smallest, value, type Quantity } from "./quantity.ts";

// Work beyond the measured latency went on beside it (a second thread, an answer that nobody waited for).
const start = value("time.clientStart");
const clientWork = smallest(value("work.callClient"), start);
const serverWork = smallest(value("work.callServer"), less(start, clientWork));
const oneWay = product(0.5, value("time.clientRoundTrip"));
const beside = (whole: Quantity, part: Quantity): Quantity => less(whole, part);

/**
 * The client: every call starts a program of its own (all calls at time 0, so they fight for the cores), which then
 * asks for and creates its objects one after the other.
 */
export const client: PathPart = {
  programs: { client: { host: "machine", threads: Infinity } },
  counters: { sent: "call" },
  flows: {
    "run-client": {
      of: "call",
      steps: [
        { do: "mark", point: "client-start" },
        {
          do: "work",
          program: "client",
          coreSeconds: beside(value("work.callClient"), clientWork),
          aside: true,
        },
        { do: "work", program: "client", coreSeconds: clientWork },
        {
          do: "work",
          program: "server",
          coreSeconds: beside(value("work.callServer"), serverWork),
          aside: true,
        },
        { do: "work", program: "server", coreSeconds: serverWork },
        { do: "wait", seconds: less(less(start, clientWork), serverWork), spread: "even" },
        {
          do: "each",
          child: "workload",
          steps: [
            { do: "wait", seconds: oneWay },
            { do: "mark", point: "job-read" },
            { do: "call", flow: "job-read" },
            { do: "wait", seconds: oneWay },
            {
              do: "below",
              counter: "sent",
              bound: 1,
              steps: [
                {
                  do: "wait",
                  seconds: less(value("time.clientPrepare"), value("time.clientNext")),
                  spread: "even",
                },
              ],
            },
            { do: "count", counter: "sent", by: 1 },
            { do: "wait", seconds: oneWay },
            { do: "mark", point: "job-received" },
            { do: "call", flow: "job-create" },
            { do: "mark", point: "job-stored" },
            { do: "start", flow: "workload-stored" },
            { do: "wait", seconds: oneWay },
          ],
        },
      ],
    },
  },
};
