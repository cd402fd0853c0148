import type { ProvisionerHost } from "../../provisioners/index.ts";

/** Whoever asks for machines here wants them whole, and hears nothing meanwhile. */
export const host: ProvisionerHost = {
  report: () => undefined,
  signal: new AbortController().signal,
};
