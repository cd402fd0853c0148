import { rm } from "node:fs/promises";
import { join } from "node:path";

// The compiler leaves alone what it does not write: without this, a file that no source has any more would still
// be packed and run.
await rm(join(import.meta.dirname, "../dist"), { recursive: true, force: true });
