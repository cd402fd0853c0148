/**
 * The three functions of the metadata proposal that the dependency injection inside @peculiar/x509 asks for
 * when it is loaded. It registers its classes without constructor metadata, so a plain store is enough.
 */
const store = new WeakMap<object, Map<unknown, unknown>>();

function getOwnMetadata(key: unknown, target: object): unknown {
  return store.get(target)?.get(key);
}

function getMetadata(key: unknown, target: object | null): unknown {
  for (let owner = target; owner !== null; owner = Object.getPrototypeOf(owner) as object | null) {
    const own = getOwnMetadata(key, owner);
    if (own !== undefined) return own;
  }
  return undefined;
}

function defineMetadata(key: unknown, value: unknown, target: object): void {
  const own = store.get(target) ?? new Map<unknown, unknown>();
  store.set(target, own.set(key, value));
}

if (!("getMetadata" in Reflect)) Object.assign(Reflect, { getOwnMetadata, getMetadata, defineMetadata });
