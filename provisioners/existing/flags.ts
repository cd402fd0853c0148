import {
  defaultOf,
  durationText,
  parameters,
  readDuration,
  type Component,
  type Parameter,
  type ParameterValue,
  type Setting,
} from "../../knowledge/index.ts";

/** A control plane component's command line, as a pod of kube-system shows it. */
export interface CommandLine {
  readonly component: Component;
  readonly argv: readonly string[];
}

/** Fields of a pod that show its command line. */
interface StaticPod {
  readonly spec: {
    readonly containers: readonly {
      readonly command?: readonly string[];
      readonly args?: readonly string[];
    }[];
  };
}

const components = [...new Set(parameters.map(({ component }) => component))];

/** The command lines of those pods that run a component whose parameters are known. */
export function commandLinesOf(pods: readonly StaticPod[]): readonly CommandLine[] {
  return pods.flatMap(({ spec }) =>
    spec.containers.flatMap(({ command = [], args = [] }): CommandLine[] => {
      const argv = [...command, ...args];
      const program = argv[0]?.split("/").at(-1);
      const component = components.find((name) => name === program);
      return component === undefined ? [] : [{ component, argv }];
    }),
  );
}

/**
 * The values of parameters that these command lines set away from the defaults. Of several instances the first
 * counts: a control plane of several machines is set alike.
 */
export function settingsIn(commandLines: readonly CommandLine[], kubernetes: string): readonly Setting[] {
  return parameters.flatMap((parameter): Setting[] => {
    const { set, component, id } = parameter;
    const line = commandLines.find((one) => one.component === component);
    if (line === undefined) return [];
    const text =
      set.by === "flag"
        ? flagValue(line.argv, set.flag)
        : set.by === "feature-gate"
          ? gateValue(line.argv, set.gate)
          : undefined;
    const value = text === undefined ? undefined : valueOf(text, parameter);
    return value === undefined || value === defaultOf(parameter, kubernetes)
      ? []
      : [{ parameter: id, value }];
  });
}

/** As Go's flags have it: --name=value, or --name value; the last one counts. */
function flagValue(argv: readonly string[], flag: string): string | undefined {
  const name = `--${flag.replace(/^-+/, "")}`;
  const at = argv.findLastIndex((part) => part === name || part.startsWith(`${name}=`));
  if (at < 0) return undefined;
  const part = argv[at] ?? "";
  return part === name ? argv[at + 1] : part.slice(name.length + 1);
}

/** A gate's value in the argument that holds all of a component's: `A=true,B=false`; the last one counts. */
function gateValue(argv: readonly string[], gate: string): string | undefined {
  const all = (flagValue(argv, "feature-gates") ?? "").split(",");
  return all.findLast((one) => one.startsWith(`${gate}=`))?.slice(gate.length + 1);
}

/** A flag's text as a value of its parameter's type; undefined for another form. */
export function valueOf(text: string, { type }: Parameter): ParameterValue | undefined {
  if (type === "string") return text;
  if (type === "duration") {
    // As experiments are read, so that equal ones are equal texts: Go says 1m0s.
    const seconds = readDuration(text);
    return seconds === undefined ? undefined : durationText(seconds);
  }
  if (type === "boolean") return text === "true" ? true : text === "false" ? false : undefined;
  const value = Number(text);
  return text !== "" && Number.isFinite(value) ? value : undefined;
}
