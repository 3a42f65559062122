import { bytesField, type Cursor, numberField } from './cursor.ts'

/** Key of a node's, way's or relation's own version, author and so on. */
export const VERSION = bytesField(4)

const VISIBLE = numberField(6)

/** Whether the object is there, or deleted, at its version. */
export function decodeVisible(version: Cursor): boolean {
  let visible = true
  while (version.more) {
    const key = version.unsigned()
    if (key === VISIBLE) visible = version.unsigned() !== 0
    else version.skip(key)
  }
  return visible
}
