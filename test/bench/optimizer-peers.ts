import type { InstanceGroup } from '../solver/support/vrp-instance.ts'

/**
 * What others reach, measured for issue 4 on this kind of machine: VROOM 1.15 (C++, 2 threads) at
 * exploration 1 / 3 / 5, PyVRP 0.13.4 (C++, one core, seed 1; of Solomon 12 instances).
 */
export const PEERS: Record<InstanceGroup, string> = {
  solomon: 'VROOM 3.75 % in 0.24 s, 2.40 % in 0.69 s, 1.64 % in 1.7 s; PyVRP 0.24 % in 5 s',
  'homberger-200':
    'VROOM 4.4 % in 0.87 s, 3.0 % in 2.6 s, 2.3 % in 6.3 s; PyVRP 0.52 % in 5 s, 0.1 % in 30 s',
  'homberger-400': 'VROOM 9.1 % in 5 s, 6.8 % in 13 s, 6.0 % in 44 s; PyVRP 2.7 % in 5 s',
  'homberger-1000': 'VROOM 5.9 % in 19 s, 5.1 % in 51 s, 4.4 % in 237 s; PyVRP 19 % in 5 s',
  x: 'VROOM 2.7 % in 2.7 s, 2.0 % in 18 s, 1.9 % in 88 s; PyVRP 2.4 % in 5 s',
}
