import { fromJSON, type PackageDefinition, type ServiceDefinition } from "@grpc/proto-loader";
import type { Span } from "./span.ts";

const field = (id: number, type: string) => ({ id, type });
const list = (id: number, type: string) => ({ id, type, rule: "repeated" });

/**
 * What is used of opentelemetry-proto v1 (trace.proto, common.proto, resource.proto, trace_service.proto), as
 * protobufjs describes messages in JSON; a decoder passes over all other fields.
 */
const messages: Parameters<typeof fromJSON>[0] = {
  nested: {
    Request: { fields: { resourceSpans: list(1, "ResourceSpans") } },
    Answer: { fields: {} },
    ResourceSpans: { fields: { resource: field(1, "Resource"), scopeSpans: list(2, "ScopeSpans") } },
    Resource: { fields: { attributes: list(1, "KeyValue") } },
    ScopeSpans: { fields: { spans: list(2, "Span") } },
    Span: {
      fields: {
        traceId: field(1, "bytes"),
        spanId: field(2, "bytes"),
        parentSpanId: field(4, "bytes"),
        name: field(5, "string"),
        startTimeUnixNano: field(7, "fixed64"),
        endTimeUnixNano: field(8, "fixed64"),
        attributes: list(9, "KeyValue"),
        status: field(15, "Status"),
      },
    },
    Status: { fields: { code: field(3, "int32") } },
    KeyValue: { fields: { key: field(1, "string"), value: field(2, "AnyValue") } },
    AnyValue: { fields: { stringValue: field(1, "string") } },
    TraceService: { methods: { Export: { requestType: "Request", responseType: "Answer", comment: "" } } },
  },
};

interface KeyValue {
  readonly key: string;
  readonly value?: { readonly stringValue?: string };
}

interface WireSpan {
  readonly traceId: Buffer;
  readonly spanId: Buffer;
  readonly parentSpanId?: Buffer;
  readonly name?: string;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly KeyValue[];
  readonly status?: { readonly code?: number };
}

/** StatusCode of trace.proto. */
const statusError = 2;

interface Request {
  readonly resourceSpans: readonly {
    readonly resource?: { readonly attributes: readonly KeyValue[] };
    readonly scopeSpans: readonly { readonly spans: readonly WireSpan[] }[];
  }[];
}

const isService = (found: PackageDefinition[string] | undefined): found is ServiceDefinition =>
  found !== undefined && !("format" in found);

function exportMethod(): ServiceDefinition[string] {
  const found = fromJSON(messages, { longs: String, arrays: true })["TraceService"];
  const method = isService(found) ? found["Export"] : undefined;
  if (method === undefined) throw new TypeError("the messages of OTLP describe no method Export");
  return method;
}

const { requestDeserialize } = exportMethod();

/**
 * The spans of an ExportTraceServiceRequest.
 * @throws Error when the bytes are no such message
 */
export function spansOf(bytes: Buffer): readonly Span[] {
  const { resourceSpans } = requestDeserialize(bytes) as Request;
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = textsOf(resource?.attributes ?? [])["service.name"] ?? "";
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => spanOf(span, service)));
  });
}

function spanOf(span: WireSpan, service: string): Span {
  const parent = span.parentSpanId?.toString("hex") ?? "";
  return {
    trace: span.traceId.toString("hex"),
    id: span.spanId.toString("hex"),
    ...(parent === "" ? {} : { parent }),
    name: span.name ?? "",
    service,
    start: milliseconds(span.startTimeUnixNano),
    end: milliseconds(span.endTimeUnixNano),
    attributes: textsOf(span.attributes),
    ...(span.status?.code === statusError ? { failed: true } : {}),
  };
}

function textsOf(attributes: readonly KeyValue[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    attributes.flatMap(({ key, value }) =>
      value?.stringValue === undefined ? [] : [[key, value.stringValue]],
    ),
  );
}

/** Nanoseconds as text: as a number they would lose their last three digits before they are divided. */
function milliseconds(nanoseconds: string): number {
  return Number(BigInt(nanoseconds) / 1000n) / 1000;
}
