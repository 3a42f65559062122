interface Entry<T> {
  readonly version: string
  readonly value: Promise<T>
}

/**
 * A few values that are costly to make, each for a key and a version of the data. A newer version replaces the older;
 * callers that ask at the same time share the making; a failure is not kept.
 */
export class FreshValues<T> {
  private readonly entries = new Map<string, Entry<T>>()
  private readonly capacity: number

  /** @param capacity how many keys to keep; the longest unused goes first */
  constructor(capacity: number) {
    this.capacity = capacity
  }

  get(key: string, version: string, make: () => Promise<T>): Promise<T> {
    const known = this.entries.get(key)
    const entry = known?.version === version ? known : { version, value: make() }
    this.entries.delete(key)
    this.entries.set(key, entry)
    if (entry !== known) this.forgetOnFailure(key, entry)
    const [oldest] = this.entries.keys()
    if (oldest !== undefined && this.entries.size > this.capacity) this.entries.delete(oldest)
    return entry.value
  }

  private forgetOnFailure(key: string, entry: Entry<T>): void {
    entry.value.catch(() => {
      if (this.entries.get(key) === entry) this.entries.delete(key)
    })
  }
}
