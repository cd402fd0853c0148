/** A flag of a program, a field of a configuration file or of an API object, or a feature gate. */
export type CatalogueKind = "flag" | "field" | "gate";

/** What Kubernetes' sources say of one parameter in one release; the reader prints one such line per parameter. */
export interface ReaderLine extends CatalogueFacts {
  readonly component: string;
  readonly kind: CatalogueKind;
  /** The type of the configuration or object that a field belongs to, `flags` or `gates`. */
  readonly group: string;
  /** A flag without its dashes, a field's path such as `containers[].image`, or a gate's name. */
  readonly name: string;
  readonly doc: string;
  /** File and line in the sources of this release. */
  readonly position: string;
}

/** How many types a package of configuration files has in one release; the reader prints one such line per package. */
export interface PackageLine extends PackageCount {
  readonly component: string;
  readonly kind: "package";
  /** The package's path, which ends with the version of the API. */
  readonly name: string;
}

/** The exported types of a package, and the fields of all of them together. */
export interface PackageCount {
  readonly types: number;
  readonly fields: number;
}

/** What can change of a parameter from release to release. */
export interface CatalogueFacts {
  readonly type: string;
  /** As text; absent where there is none, or where it is not known. */
  readonly default?: string;
  /** Why there is no default, or what it depends on. */
  readonly defaultNote?: string;
  readonly deprecated?: boolean;
  /** Of flags: whether the program's help leaves it out. */
  readonly hidden?: boolean;
  /** Of gates: ALPHA, BETA, GA or DEPRECATED. */
  readonly stage?: string;
  /** Of gates: whether the default can't be changed. */
  readonly locked?: boolean;
}

/** Releases, both included, in which the facts of a parameter stayed the same. */
export interface CatalogueState extends CatalogueFacts {
  readonly since: string;
  readonly until: string;
}

/** One parameter of Kubernetes over all releases of the catalogue. */
export interface CatalogueEntry {
  /** Unique; where Columbo has a parameter of this name of its own, the same as its id. */
  readonly id: string;
  readonly component: string;
  readonly kind: CatalogueKind;
  readonly group: string;
  readonly name: string;
  /** As the newest release that has the parameter says it. */
  readonly doc: string;
  readonly position: string;
  /** In ascending order; where the parameter is absent from a release in between there is a gap. */
  readonly states: readonly CatalogueState[];
}

/** A package of types of configuration files over all releases of the catalogue. */
export interface FilePackage {
  /** The program that reads the files; `kubernetes` where several do. */
  readonly component: string;
  readonly name: string;
  /** By release, of those that have the package. */
  readonly counts: Readonly<Record<string, PackageCount>>;
}

/** Every parameter of the releases that were read. */
export interface Catalogue {
  /** The releases in ascending order, for example `v1.34.4`. */
  readonly versions: readonly string[];
  /** In the order of component and name. */
  readonly packages: readonly FilePackage[];
  /** In the order of their ids. */
  readonly entries: readonly CatalogueEntry[];
}
