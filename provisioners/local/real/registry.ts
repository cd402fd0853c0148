import type { Plan } from "../../../experiments/index.ts";
import { buildApplicationImage, startRegistry, type ImageArchive } from "../../images/index.ts";
import { makeFolders } from "../../make-folders.ts";
import { inSite, type Site } from "../site.ts";

/** What the nodes call the application's image that they pull from the cluster's registry. */
export const pulledImage = (port: number): string => `127.0.0.1:${port}/columbo/empty:1`;

/** Starts the registry that the plan asks for; gives its URL. It ends with the signal, or with this process. */
export async function startPlannedRegistry(
  site: Site,
  { tuning }: Plan,
  { imageMB, rateMBps }: NonNullable<Plan["registry"]>,
  archive: ImageArchive,
  port: number,
  signal: AbortSignal,
): Promise<string> {
  const folder = inSite(site, "registry");
  await makeFolders(folder, 0o700);
  const image = await buildApplicationImage({ archive, folder, imageMB, seed: tuning.seed });
  const rate = rateMBps === undefined ? {} : { rateMBps };
  const { url } = await startRegistry({ images: [image], port, signal, ...rate });
  return url;
}
