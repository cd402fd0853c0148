/** One sample of the Prometheus text format. */
export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const linePattern = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})?\s+(\S+)/;
const labelPattern = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const escapes: Readonly<Record<string, string>> = { "\\n": "\n", '\\"': '"', "\\\\": "\\" };

/**
 * Reads the Prometheus text exposition format (prometheus.io/docs/instrumenting/exposition_formats) sample by
 * sample. Histograms stay the buckets that they are. The parser packages on npm merge or drop the parts of
 * labelled histograms, which are just what is needed here. `wanted` sees a sample's name before the rest is parsed:
 * of the 20,000 samples of kube-apiserver few are used.
 */
export function parseSamples(
  text: string,
  wanted: (name: string) => boolean = () => true,
): readonly Sample[] {
  const samples: Sample[] = [];
  for (const line of text.split("\n")) {
    if (line === "" || line.startsWith("#") || !wanted(line.slice(0, line.search(/[{ ]/)))) continue;
    const match = linePattern.exec(line);
    if (match === null) continue;
    const [, name = "", labels = "", value = ""] = match;
    samples.push({ name, labels: labelsOf(labels), value: numberOf(value) });
  }
  return samples;
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(labelPattern))
    labels[name] = value.replace(/\\[n"\\]/g, (escape) => escapes[escape] ?? escape);
  return labels;
}

function numberOf(text: string): number {
  if (text === "+Inf") return Number.POSITIVE_INFINITY;
  return text === "-Inf" ? Number.NEGATIVE_INFINITY : Number(text);
}

/** Identifies a sample's series across two readings. */
export function seriesKey({ name, labels }: Sample): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}=${value}`)
    .sort()
    .join(",")}}`;
}
