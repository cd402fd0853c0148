import type { PlannedContinuum } from "../../../experiments/index.ts";
import type { ProvisionerHost } from "../../contract.ts";
import { ensureImage, type ImageContents } from "./ensure.ts";
import type { MachineImage } from "./machine-image.ts";
import { ownImage } from "./own.ts";

/** The image of a run's machines: the user's own, or one that is built here. */
export function imageFor(
  { image }: Pick<PlannedContinuum, "image">,
  contents: ImageContents,
  host: ProvisionerHost,
): Promise<MachineImage> {
  return image === undefined ? ensureImage(contents, host) : ownImage(image, contents, host);
}
