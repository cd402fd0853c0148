export { buildApplicationImage, type RegistryImage } from "./application-image.ts";
export { ensureImages, references, type ImageArchive } from "./ensure.ts";
export { startRegistry, type Pull, type Registry } from "./registry/index.ts";
