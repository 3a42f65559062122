import type { Stored } from '../../../client/phone/stored.ts'

/** A phone's storage: everything goes through JSON, as there. */
export function keptIn<Value>(place: { text?: string | undefined }): Stored<Value> {
  return {
    read: () => (place.text === undefined ? undefined : (JSON.parse(place.text) as Value)),
    write(value) {
      place.text = value === undefined ? undefined : JSON.stringify(value)
    },
  }
}
