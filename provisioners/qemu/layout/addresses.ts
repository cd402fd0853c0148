/** The fourth part of an address: 1 is the bridge's, 252 to 255 stay free, as in Continuum. */
const first = 2;
const last = 251;
const perThirdPart = last - first + 1;

/** The network that a run's machines are in. */
export interface MachineNetwork {
  /** The bridge's address, which this host has on it. */
  readonly gateway: string;
  /** Length of the network's prefix, bits. */
  readonly bits: number;
  /** One for each machine, in their order. */
  readonly addresses: readonly string[];
}

/**
 * Addresses for so many machines, PREFIX.MIDDLE.2 and on; after .251 the next third part begins. The network is the
 * smallest that holds them all.
 * @param prefix the first two parts, for example "192.168"
 * @throws RangeError when the third part would go beyond 254
 */
export function addressesOf(prefix: string, middle: number, machines: number): MachineNetwork {
  const thirds = Math.max(1, Math.ceil(machines / perThirdPart));
  const lastThird = middle + thirds - 1;
  if (lastThird > 254)
    throw new RangeError(
      `${String(machines)} machines from ${prefix}.${String(middle)}.2 on need more addresses than ${prefix}.254.251: set a smaller middleIP`,
    );
  return {
    gateway: `${prefix}.${String(middle)}.1`,
    bits: 24 - Math.ceil(Math.log2(spanOf(middle, lastThird))),
    addresses: Array.from({ length: machines }, (_, index) => {
      const third = middle + Math.floor(index / perThirdPart);
      return `${prefix}.${String(third)}.${String(first + (index % perThirdPart))}`;
    }),
  };
}

/** How many third parts the smallest block has that begins at a multiple of its size and holds both. */
function spanOf(from: number, to: number): number {
  let size = 1;
  while (Math.floor(from / size) !== Math.floor(to / size)) size *= 2;
  return size;
}

/**
 * A hardware address of the range that QEMU uses, made from the run and the machine's number: equal for neither two
 * machines of a run nor, but for bad luck, machines of two runs on one bridge.
 * @param id the cluster's, which ends in eight hexadecimal digits
 */
export function hardwareAddress(id: string, index: number): string {
  const run = id.slice(-4);
  return ["52", "54", run.slice(0, 2), run.slice(2), hex(index >> 8), hex(index & 255)].join(":");
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

/** First and last address of a network, as numbers. */
export function rangeOf(address: string, bits: number): readonly [number, number] {
  const size = 2 ** (32 - bits);
  const from = Math.floor(numberOf(address) / size) * size;
  return [from, from + size - 1];
}

function numberOf(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
