import type { Plan } from "../../../experiments/index.ts";
import {
  buildApplicationImage,
  startRegistry,
  type ImageArchive,
  type RegistryImage,
} from "../../images/index.ts";
import { makeFolders } from "../../make-folders.ts";
import { inSite, type Site } from "../site.ts";

type Registry = NonNullable<Plan["registry"]>;

/** The images' own names: each has other bytes. */
const namesOf = ({ images = 1 }: Registry): readonly string[] =>
  Array.from({ length: images }, (_, index) => (index === 0 ? "empty" : `empty-${index + 1}`));

/** What the nodes call the application's images that they pull from the cluster's registry. */
export const pulledImages = (port: number, registry: Registry): readonly string[] =>
  namesOf(registry).map((name) => `127.0.0.1:${port}/columbo/${name}:1`);

/** Starts the registry that the plan asks for; gives its URL. It ends with the signal, or with this process. */
export async function startPlannedRegistry(
  site: Site,
  { tuning }: Plan,
  registry: Registry,
  archive: ImageArchive,
  port: number,
  signal: AbortSignal,
): Promise<string> {
  const folder = inSite(site, "registry");
  await makeFolders(folder, 0o700);
  const { imageMB, rateMBps, pullRateMBps } = registry;
  const images: RegistryImage[] = [];
  for (const name of namesOf(registry))
    images.push(await buildApplicationImage({ archive, folder, name, imageMB, seed: tuning.seed }));
  const rate = {
    ...(rateMBps === undefined ? {} : { rateMBps }),
    ...(pullRateMBps === undefined ? {} : { pullRateMBps }),
  };
  const { url } = await startRegistry({ images, port, signal, ...rate });
  return url;
}
