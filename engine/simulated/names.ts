/** What the objects of a trial are called: the simulation numbers them, and a cluster prefixes the trial's label. */
export interface ObjectNames {
  of(object: string): string;
}

/** `job-1` becomes the label itself where there is one owner, else `<label>-1`; pods and what else there is follow it. */
export function namesIn(label: string, owners: number): ObjectNames {
  return {
    of(object) {
      const [, number, rest = ""] = /^[a-z]+-(\d+)(.*)$/.exec(object) ?? [];
      if (number === undefined) return `${label}-${object}`;
      return `${owners === 1 ? label : `${label}-${number}`}${rest}`;
    },
  };
}
