import { choice, float } from "../kinds.ts";
import { byDefault, computed } from "../option.ts";

type Link = "cloud" | "edge" | "cloud_edge" | "cloud_endpoint" | "edge_endpoint";
interface LinkQuality {
  readonly avg: number;
  readonly variance: number;
  readonly throughput: Readonly<Record<"4g" | "5g", number>>;
}

const wired = { "4g": 1000, "5g": 1000 };
const wireless = { "4g": 7.21, "5g": 29.66 };

/** Continuum's presets: ms one way, ms, Mbit/s. */
const presets: Readonly<Record<Link, LinkQuality>> = {
  cloud: { avg: 0, variance: 0, throughput: wired },
  edge: { avg: 7.5, variance: 2.5, throughput: wired },
  cloud_edge: { avg: 7.5, variance: 2.5, throughput: wired },
  cloud_endpoint: { avg: 45, variance: 5, throughput: wireless },
  edge_endpoint: { avg: 7.5, variance: 2.5, throughput: wireless },
};

const nameOf = (link: Link): string => (link.includes("_") ? link.replace("_", "-") : `${link}-${link}`);

const latency = (link: Link) =>
  float({ min: 0 }, byDefault(presets[link].avg), `mean delay ${nameOf(link)}, ms one way`);

const variation = (link: Link) =>
  float({ min: 0 }, byDefault(presets[link].variance), `standard deviation of the delay ${nameOf(link)}, ms`);

function throughput(link: Link) {
  const rates = presets[link].throughput;
  const words =
    rates === wired ? String(wired["4g"]) : `4g: ${String(rates["4g"])}, 5g: ${String(rates["5g"])}`;
  const fallback = computed(words, (known) => {
    const preset = known.get("wireless_network_preset");
    return preset === "4g" || preset === "5g" ? { value: rates[preset] } : undefined;
  });
  return float({ min: 1 }, fallback, `rate ${nameOf(link)}, Mbit/s`);
}

/** The rest of `[infrastructure]` that is read only when `network_emulation` is true. */
export const network = {
  wireless_network_preset: choice(["4g", "5g"], byDefault("4g"), "links to the endpoints"),
  cloud_latency_avg: latency("cloud"),
  cloud_latency_var: variation("cloud"),
  cloud_throughput: throughput("cloud"),
  edge_latency_avg: latency("edge"),
  edge_latency_var: variation("edge"),
  edge_throughput: throughput("edge"),
  cloud_edge_latency_avg: latency("cloud_edge"),
  cloud_edge_latency_var: variation("cloud_edge"),
  cloud_edge_throughput: throughput("cloud_edge"),
  cloud_endpoint_latency_avg: latency("cloud_endpoint"),
  cloud_endpoint_latency_var: variation("cloud_endpoint"),
  cloud_endpoint_throughput: throughput("cloud_endpoint"),
  edge_endpoint_latency_avg: latency("edge_endpoint"),
  edge_endpoint_latency_var: variation("edge_endpoint"),
  edge_endpoint_throughput: throughput("edge_endpoint"),
};
