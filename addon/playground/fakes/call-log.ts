/** Every call to a stand-in, in order: `Range.setValues`, `Sheet.getLastRow`. */
export class CallLog {
  readonly names: string[] = [];
  private readonly before: (name: string) => void;

  /** `before` runs ahead of each call and may throw what Google would. */
  constructor(before: (name: string) => void = () => {}) {
    this.before = before;
  }

  record(name: string): void {
    this.names.push(name);
    this.before(name);
  }
}

/** The same object, with each call of its methods from outside recorded first. */
export function logged<T extends object>(kind: string, target: T, log: CallLog): T {
  const proxy: T = new Proxy(target, {
    get(object, key) {
      const member: unknown = Reflect.get(object, key);
      if (typeof member !== "function" || typeof key !== "string") return member;
      return (...args: unknown[]) => {
        log.record(`${kind}.${key}`);
        const result: unknown = member.apply(object, args);
        return result === object ? proxy : result;
      };
    },
  });
  return proxy;
}
