/** A value kept on this phone through reloads and restarts, as JSON. */
export interface Stored<Value> {
  read(): Value | undefined
  /** Undefined removes it. */
  write(value: Value | undefined): void
}

/** @param key names the value and, where it is personal, the person */
export function stored<Value>(key: string, storage: Storage = localStorage): Stored<Value> {
  return {
    read() {
      const text = storage.getItem(key)
      return text === null ? undefined : (JSON.parse(text) as Value)
    },
    write(value) {
      if (value === undefined) storage.removeItem(key)
      else storage.setItem(key, JSON.stringify(value))
    },
  }
}
