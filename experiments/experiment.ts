import type { OwnKnowledge, Setting } from "../knowledge/index.ts";
import type { Derived } from "./derive.ts";
import type { applications } from "./options/applications/index.ts";
import type { executionModels } from "./options/execution-models/index.ts";
import type { Chosen, Values } from "./options/option.ts";
import type { providers } from "./options/providers/index.ts";
import type { resourceManagers } from "./options/resource-managers/index.ts";
import type { benchmark } from "./options/sections/benchmark.ts";
import type { columbo } from "./options/sections/columbo.ts";
import type { infrastructure } from "./options/sections/infrastructure.ts";
import type { installation } from "./options/sections/installation.ts";
import type { network } from "./options/sections/network.ts";
import type { PodFragment } from "./workloads/pod-fragment.ts";

/**
 * A .cfg file that was read, with all defaults filled in: every option under its own name and in its own unit.
 * JSON-serialisable; options that are unset are undefined, and an infinite number, which Continuum accepts and
 * Columbo warns of, becomes null.
 */
export interface Experiment {
  /** The file's name without folder and ending. */
  readonly name: string;
  readonly file: string;
  readonly infrastructure: Values<typeof infrastructure> & { readonly base_path: string };
  /** Undefined unless network_emulation is true. */
  readonly network: Values<typeof network> | undefined;
  readonly provider: Chosen<typeof providers>;
  /** Undefined when infra_only is true; so are the three below. */
  readonly benchmark: Values<typeof benchmark> | undefined;
  readonly resourceManager: Chosen<typeof resourceManagers> | undefined;
  readonly application: Chosen<typeof applications> | undefined;
  readonly executionModel: Chosen<typeof executionModels> | undefined;
  readonly columbo: Values<typeof columbo>;
  /** `[kubernetes]`: how it comes onto machines. */
  readonly installation: Values<typeof installation>;
  /** `[kubernetes]`: parameters given in the file. */
  readonly settings: readonly Setting[];
  /** Parameters that the files of `[columbo] parameters` describe; absent without any. */
  readonly own?: OwnKnowledge;
  /** What the file of `[columbo] pod` holds; absent without one. */
  readonly pod?: PodFragment;
  readonly derived: Derived;
}
