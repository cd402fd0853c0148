/** What machines put an overlay of their own over. */
export interface MachineImage {
  /** Names it in the cache of every host. */
  readonly key: string;
  readonly disk: string;
  /** How qemu-img calls the form of the disk. */
  readonly format: "raw" | "qcow2";
  readonly boot: ImageBoot;
}

/** How it starts: its kernel directly, or by itself, with the programs that it lacks on a second disk. */
export type ImageBoot =
  | { readonly kind: "kernel"; readonly kernel: string; readonly initrd: string }
  | { readonly kind: "disk"; readonly software?: string };
