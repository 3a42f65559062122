export { createFrames } from './frames.ts'
export { openLive } from './gateway.ts'
