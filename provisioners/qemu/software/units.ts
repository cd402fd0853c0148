/** A service of systemd. */
export interface ServiceUnit {
  readonly name: string;
  readonly description: string;
  readonly program: string;
  readonly argv: readonly string[];
  /** Further arguments: those in this variable of this file, which may come to be later. */
  readonly argvFrom?: { readonly file: string; readonly variable: string };
  /** Services that must run before it. */
  readonly after?: readonly string[];
  /** "notify" where the program itself says when it is ready. */
  readonly type?: "notify" | "exec";
  /** Where its output goes. */
  readonly log: string;
  /** Lines of the section [Service] that only this service has. */
  readonly more?: readonly string[];
}

/** Emulated machines are slow: a start that takes minutes is no failure. */
const startSeconds = 600;

/**
 * The unit's file. A program that fails is started again, as a static pod is: the controller manager gives up when the API
 * server takes its time.
 * Source: systemd.service(5), systemd.syntax(7).
 */
export function unitText({
  description,
  program,
  argv,
  argvFrom,
  after = [],
  type = "exec",
  log,
  more = [],
}: ServiceUnit): string {
  const further =
    argvFrom === undefined
      ? { lines: [], words: [] }
      : { lines: [`EnvironmentFile=-${argvFrom.file}`], words: [`$${argvFrom.variable}`] };
  const order = after.length === 0 ? [] : [`After=${after.map((name) => `${name}.service`).join(" ")}`];
  return `${[
    "[Unit]",
    `Description=${description}`,
    ...order,
    "[Service]",
    `Type=${type}`,
    ...further.lines,
    `ExecStart=${[program, ...argv.map(quoted), ...further.words].join(" \\\n  ")}`,
    `TimeoutStartSec=${String(startSeconds)}`,
    "Restart=on-failure",
    "RestartSec=1",
    "LimitNOFILE=1048576",
    `StandardOutput=append:${log}`,
    `StandardError=append:${log}`,
    ...more,
    "[Install]",
    "WantedBy=multi-user.target",
  ].join("\n")}\n`;
}

/** One argument as systemd reads it: it must neither part it at blanks nor replace anything in it. */
function quoted(argument: string): string {
  const escaped = argument
    .replaceAll("\\", String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll("%", "%%")
    .replaceAll("$", "$$$$");
  return /[\s"'\\;]/.test(argument) ? `"${escaped}"` : escaped;
}
