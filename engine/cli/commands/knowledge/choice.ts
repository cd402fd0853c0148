import { closest, distance } from "fastest-levenshtein";
import { WrongInput } from "../../wrong-input.ts";

/**
 * One of several words.
 * @param place how the user named it, such as `--kind`
 * @throws WrongInput for another word, with the one that was perhaps meant
 */
export function requireChoice<T extends string>(text: string, choices: readonly T[], place: string): T {
  const found = choices.find((choice) => choice === text.toLowerCase());
  if (found !== undefined) return found;
  const near = closest(text, choices);
  const hint = distance(text, near) <= text.length / 2 ? `; did you mean ${near}?` : "";
  throw new WrongInput(`${place}: expected one of ${choices.join(", ")}, got ${JSON.stringify(text)}${hint}`);
}
