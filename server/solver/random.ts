/**
 * Seeded generator: sfc32 (Chris Doty-Humphrey, PractRand). Integer operations only, so the same
 * seed gives the same numbers on every machine.
 */
export class Random {
  #a: number
  #b: number
  #c = 0x9e3779b9
  #counter = 1

  constructor(seed: number) {
    this.#a = seed | 0
    this.#b = Math.floor(seed / 0x100000000) | 0
    for (let i = 0; i < 12; i++) this.bits()
  }

  /** 32 random bits as a signed integer. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter++) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum
  }

  /** In [0, 1). */
  unit(): number {
    return (this.bits() >>> 0) / 0x100000000
  }

  /** Whole number in [0, bound). */
  below(bound: number): number {
    return Math.floor(this.unit() * bound)
  }

  /** Exponentially distributed with mean 1 (the −ln U of simulated annealing). */
  exponential(): number {
    return EXPONENTIAL[this.bits() & (EXPONENTIAL.length - 1)] ?? 0
  }
}

// Math.log may differ in its last bit between engines; rounded to 32 bits it does not.
const EXPONENTIAL = Float32Array.from({ length: 4096 }, (_, i) => -Math.log((i + 0.5) / 4096))
