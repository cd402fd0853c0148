const units: Readonly<Record<string, number>> = {
  "": 1,
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
};

/** An amount as Kubernetes writes it, in cores or bytes; undefined for what is none, the empty text among it. */
export function quantityOf(text: string): number | undefined {
  const [, amount, unit = ""] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  const factor = units[unit];
  return amount === undefined || factor === undefined ? undefined : Number(amount) * factor;
}

/** Kubernetes' own record of amounts, for example a container's requests. */
export type AmountsAsWritten = Readonly<Record<string, string | number>>;

/** Cores and MiB of such a record; what it does not name is absent. */
export function amountsOf({ cpu, memory }: AmountsAsWritten = {}): {
  readonly cpuCores?: number;
  readonly memoryMiB?: number;
} {
  const cores = cpu === undefined ? undefined : quantityOf(String(cpu));
  const bytes = memory === undefined ? undefined : quantityOf(String(memory));
  return {
    ...(cores === undefined ? {} : { cpuCores: cores }),
    ...(bytes === undefined ? {} : { memoryMiB: bytes / 2 ** 20 }),
  };
}
