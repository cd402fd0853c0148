/** Something that the user gave on the command line cannot be used. */
export class WrongInput extends Error {
  override readonly name = "WrongInput";
  readonly exitCode = 2;
}
