import { refusalText, toRefusal } from './http.ts'

export interface Toast {
  readonly id: number
  readonly text: string
  readonly tone: 'plain' | 'bad'
  readonly undo?: () => void | Promise<void>
}

const UNDO_MILLIS = 10_000
const READ_MILLIS = 5_000

let next = 0
let list = $state.raw<readonly Toast[]>([])

function show(toast: Omit<Toast, 'id'>, millis: number): void {
  const id = next++
  list = [...list, { ...toast, id }]
  setTimeout(() => {
    toasts.dismiss(id)
  }, millis)
}

/** Short messages at the bottom left. Success that can be seen elsewhere needs none. */
export const toasts = {
  get list(): readonly Toast[] {
    return list
  },
  /** Says what was done; `undo` is offered for ten seconds. */
  done(text: string, undo?: () => void | Promise<void>): void {
    show({ text, tone: 'plain', ...(undo ? { undo } : {}) }, undo ? UNDO_MILLIS : READ_MILLIS)
  },
  /** Says why something was refused. Throws on what is no refusal. */
  refused(error: unknown): void {
    show({ text: refusalText(toRefusal(error)), tone: 'bad' }, READ_MILLIS)
  },
  dismiss(id: number): void {
    list = list.filter((toast) => toast.id !== id)
  },
}
