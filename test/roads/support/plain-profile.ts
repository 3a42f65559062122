import { car } from '../../../server/roads/network/profiles/car.ts'
import type { Profile } from '../../../server/roads/network/profiles/profile.ts'

/** A car at 36 km/h everywhere, a millisecond a centimetre, that turns and waits for nothing. */
export const plain: Profile = {
  ...car,
  speeds: { residential: 36, primary: 36, tertiary: 36, service: 36, ferry: 36 },
  reluctance: {},
  controls: { traffic_signals: 0, signal_crossing: 0, stop: 0 },
  turns: { near: 0, across: 0, deadEnd: 0, uTurn: null },
}
