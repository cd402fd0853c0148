import { Server, ServerCredentials, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { spansOf } from "./otlp.ts";
import type { Span } from "./span.ts";

/** Takes in the spans that components send. */
export interface TraceReceiver {
  /** host:port for the components' tracing configuration. */
  readonly endpoint: string;
  /**
   * All spans that have arrived and began at or after this time; older ones are forgotten. They come in batches, up
   * to five seconds after they ended.
   * @param at milliseconds since the epoch
   */
  spansSince(at: number): readonly Span[];
  /** Safe to repeat. */
  stop(): Promise<void>;
}

const path = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";
/** Far above any batch: the exporters send at most 512 spans at once. */
const largestMessage = 64 * 2 ** 20;
const emptyAnswer = Buffer.alloc(0);
const asItIs = (bytes: Buffer): Buffer => bytes;

/**
 * Starts an OTLP/gRPC receiver on a free port of 127.0.0.1. While a trial runs it only keeps the bytes; they are taken
 * apart when somebody asks for spans.
 * @throws Error when no port can be opened
 */
export async function startTraceReceiver(): Promise<TraceReceiver> {
  let arrived: Buffer[] = [];
  let known: readonly Span[] = [];
  const server = new Server({ "grpc.max_receive_message_length": largestMessage });
  server.addService(
    {
      Export: {
        path,
        requestStream: false,
        responseStream: false,
        requestSerialize: asItIs,
        requestDeserialize: asItIs,
        responseSerialize: asItIs,
        responseDeserialize: asItIs,
      },
    },
    {
      Export: ({ request }: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) => {
        arrived.push(request);
        answer(null, emptyAnswer);
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error === null) resolve(bound);
      else reject(new Error(`no receiver of spans could be started on 127.0.0.1: ${error.message}`));
    });
  });
  return {
    endpoint: `127.0.0.1:${port}`,
    spansSince(at) {
      const fresh = arrived;
      arrived = [];
      known = [...known, ...fresh.flatMap(spansOf)].filter(({ start }) => start >= at);
      return known;
    },
    stop() {
      // Components keep their connections open for ever: a shutdown that waits for them would never end.
      server.forceShutdown();
      return Promise.resolve();
    },
  };
}
