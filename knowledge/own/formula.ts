import jsep from "jsep";
import { didYouMean } from "../yaml/index.ts";

/** A formula that can be computed. */
export interface Formula {
  /** What it depends on: ids in lower case, `value`, `pods`, `nodes`, `pods_per_node`; each once. */
  readonly names: readonly string[];
  readonly compute: (valueOf: (name: string) => number) => number;
}

/** The names that every formula may use beside ids. */
export const formulaNames = ["value", "pods", "nodes", "pods_per_node"] as const;

const operators: Readonly<Record<string, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "%": (a, b) => a % b,
  "**": (a, b) => a ** b,
};

const functions: Readonly<Record<string, { readonly takes: number; readonly of: typeof Math.max }>> = {
  min: { takes: Infinity, of: Math.min },
  max: { takes: Infinity, of: Math.max },
  ceil: { takes: 1, of: Math.ceil },
  floor: { takes: 1, of: Math.floor },
  log2: { takes: 1, of: Math.log2 },
};

const LONGEST = 500;
const available = `${Object.keys(operators).join(" ")} and ${Object.keys(functions).join(", ")}`;

/** An id such as `my-operator.client-qps`: a word with a dot in it, or it would be arithmetic with names. */
const dotted = /(?<![\w.$-])[A-Za-z][\w-]*(?:\.[A-Za-z][\w-]*)+/g;

/**
 * Reads a formula. Ids are written as they are, so a minus between names needs blanks around it.
 * @param ids that it may refer to, in any case
 * @throws SyntaxError with one phrase about what is wrong
 */
export function parseFormula(text: string, ids: readonly string[]): Formula {
  if (text.length > LONGEST) throw new SyntaxError(`longer than ${String(LONGEST)} characters`);
  const written: string[] = [];
  const plain = text.replaceAll(dotted, (id) => `$${String(written.push(id) - 1)}`);
  const asWritten = (identifier: string): string | undefined =>
    identifier.startsWith("$") ? written[Number(identifier.slice(1))] : undefined;
  const known = new Map(ids.map((id) => [id.toLowerCase(), id]));
  const names = new Set<string>();
  const nameOf = (identifier: string): string => {
    const id = asWritten(identifier);
    const name = (id ?? identifier).toLowerCase();
    const exists = id === undefined ? formulaNames.some((one) => one === name) : known.has(name);
    if (!exists) throw new SyntaxError(unknownName(id ?? identifier, ids));
    names.add(name);
    return name;
  };
  const compute = compiled(treeOf(plain), nameOf);
  return { names: [...names], compute };
}

function unknownName(name: string, ids: readonly string[]): string {
  const near = didYouMean(name, [...formulaNames, ...ids]);
  const known = [...formulaNames, ...ids].map((one) => one.toLowerCase());
  const lower = name.toLowerCase();
  const isMinus = known.some((one) => lower.startsWith(`${one}-`) || lower.endsWith(`-${one}`));
  const blanks = isMinus ? " (a minus needs blanks around it)" : "";
  return `unknown name "${name}"${blanks}${near || `; there are ${formulaNames.join(", ")} and ids of parameters`}`;
}

function treeOf(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch (error) {
    throw new SyntaxError((error as Error).message.replace(/ at character \d+$/, "").toLowerCase());
  }
}

const others: Readonly<Record<string, string>> = {
  ArrayExpression: "a list",
  ConditionalExpression: "a condition",
  MemberExpression: "a property",
  ThisExpression: "this",
};

type Computed = Formula["compute"];

function compiled(tree: jsep.Expression, nameOf: (identifier: string) => string): Computed {
  const of = (part: unknown): Computed => compiled(part as jsep.Expression, nameOf);
  switch (tree.type) {
    case "Literal": {
      const { value, raw } = tree as jsep.Literal;
      if (typeof value !== "number") throw new SyntaxError(`${raw} is no number`);
      return () => value;
    }
    case "Identifier": {
      const name = nameOf((tree as jsep.Identifier).name);
      return (valueOf) => valueOf(name);
    }
    case "UnaryExpression": {
      const { operator, argument } = tree as jsep.UnaryExpression;
      if (operator !== "-" && operator !== "+") throw notAvailable(operator);
      const inner = of(argument);
      return operator === "-" ? (valueOf) => -inner(valueOf) : inner;
    }
    case "BinaryExpression": {
      const { operator, left, right } = tree as jsep.BinaryExpression;
      const operation = operators[operator];
      if (operation === undefined) throw notAvailable(operator);
      const [a, b] = [of(left), of(right)];
      return (valueOf) => operation(a(valueOf), b(valueOf));
    }
    case "CallExpression":
      return call(tree as jsep.CallExpression, of);
    case "Compound":
      throw new SyntaxError("expected one formula");
    default:
      throw notAvailable(others[tree.type] ?? tree.type);
  }
}

function call({ callee, arguments: given }: jsep.CallExpression, of: (part: unknown) => Computed): Computed {
  const name = callee.type === "Identifier" ? (callee as jsep.Identifier).name : "";
  const found = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (found === undefined) throw notAvailable(/^\w+$/.test(name) ? `${name}()` : "such a call");
  if (given.length === 0 || given.length > found.takes)
    throw new SyntaxError(`${name}() takes ${found.takes === 1 ? "one number" : "at least one number"}`);
  const parts = given.map(of);
  return (valueOf) => found.of(...parts.map((part) => part(valueOf)));
}

function notAvailable(what: string): SyntaxError {
  return new SyntaxError(`${what} is not available, only ${available}`);
}
