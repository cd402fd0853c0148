export { ensureImages, type ImageArchive } from "./ensure.ts";
