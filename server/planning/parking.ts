/** To park, lock and walk in, at every shop. */
export const PARKING_SECONDS = 60
