import {
  ExperimentError,
  faultLine,
  parseExperiment,
  type ParsedExperiment,
} from "../../experiments/index.ts";

type Sections = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A valid experiment on the local provider: 2 workers, 20 pods. */
export const localBase: Sections = {
  infrastructure: {
    provider: "local",
    cloud_nodes: "3",
    cloud_cores: "8",
    cloud_memory: "16",
    cloud_quota: "1.0",
  },
  benchmark: {
    resource_manager: "kubecontrol",
    application: "empty",
    sleep_time: "60",
    applications_per_worker: "10",
    application_worker_cpu: "0.05",
    application_worker_memory: "0.1",
  },
};

/** A valid experiment of Continuum's: 1 control node, 2 workers, 4 endpoints. */
export const imageBase: Sections = {
  infrastructure: {
    provider: "qemu",
    cloud_nodes: "3",
    cloud_cores: "4",
    cloud_memory: "16",
    cloud_quota: "1.0",
    endpoint_nodes: "4",
    endpoint_cores: "1",
    endpoint_memory: "2",
    endpoint_quota: "0.5",
  },
  benchmark: { resource_manager: "kubernetes", application: "image_classification", frequency: "5" },
};

/** The text of a base with changes, keyed "section.option"; an option that becomes undefined is left out. */
export function cfg(base: Sections, changes: Readonly<Record<string, string | undefined>> = {}): string {
  const sections = new Map(
    Object.entries(base).map(([name, options]) => [name, new Map(Object.entries(options))]),
  );
  for (const [path, value] of Object.entries(changes)) {
    const [section = "", ...rest] = path.split(".");
    const options = sections.get(section) ?? new Map<string, string>();
    sections.set(section, options);
    if (value === undefined) options.delete(rest.join("."));
    else options.set(rest.join("."), value);
  }
  const lines = [...sections].flatMap(([name, options]) => [
    `[${name}]`,
    ...[...options].map(([key, value]) => `${key} = ${value}`),
  ]);
  return `${lines.join("\n")}\n`;
}

export function parse(text: string): ParsedExperiment {
  return parseExperiment(text, "a.cfg", "/home/someone");
}

/** The faults of a text that must be refused, one line each, and none other than expected ones. */
export function faultsOf(text: string): readonly string[] {
  return refusalOf(text).faults.map(faultLine);
}

export function warningsOf(text: string): readonly string[] {
  return parse(text).warnings.map(faultLine);
}

export function refusalOf(text: string): ExperimentError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ExperimentError) return error;
    throw error;
  }
  throw new Error("expected a refusal, but the text was accepted");
}
