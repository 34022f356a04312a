"""The numbers that RandomNumberTests expects, from an implementation of its own.

After the C code published with the papers: splitmix64.c (Vigna, 2015) and xoshiro256starstar.c (Blackman and
Vigna, 2018). Python's integers have no width, so every sum, product and shift is cut to 64 bits.

    python3 reference.py
"""

from decimal import Decimal, getcontext
from fractions import Fraction

MASK = (1 << 64) - 1


def splitmix64(seed):
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & MASK
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def rotate(x, k):
    return ((x << k) | (x >> (64 - k))) & MASK


def xoshiro256(state):
    s = list(state)
    while True:
        yield (rotate((s[1] * 5) & MASK, 7) * 9) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate(s[3], 45)


def seeded(seed):
    words = splitmix64(seed)
    return xoshiro256([next(words) for _ in range(4)])


def take(count, numbers):
    return [next(numbers) for _ in range(count)]


def normal(bits):
    """Marsaglia's polar method in exact and decimal arithmetic."""
    while True:
        word = next(bits)
        u = Fraction(word >> 40, 1 << 23) - 1
        v = Fraction(word & 0xFFFFFF, 1 << 23) - 1
        s = u * u + v * v
        if 0 < s < 1:
            s = Decimal(s.numerator) / Decimal(s.denominator)
            return Decimal(u.numerator) / Decimal(u.denominator) * (-2 * s.ln() / s).sqrt()


def index(bits, count):
    """Multiply and reject, with the whole 128-bit product at hand."""
    while True:
        product = next(bits) * count
        if (product & MASK) >= (1 << 64) % count:
            return product >> 64


def permutation(bits, count):
    items = list(range(count))
    for last in range(count - 1, 0, -1):
        other = index(bits, last + 1)
        items[last], items[other] = items[other], items[last]
    return items


if __name__ == "__main__":
    getcontext().prec = 40
    print("splitmix64, seed 1234567:", take(4, splitmix64(1234567)))
    print("xoshiro256**, state 1 2 3 4:", take(10, xoshiro256([1, 2, 3, 4])))
    print("xoshiro256**, seed 0:", take(3, seeded(0)))
    print("uniform, seed 7, in units of 2^-24:", [x >> 40 for x in take(4, seeded(7))])
    bits = seeded(7)
    print("normal, seed 7:", [f"{normal(bits):.9f}" for _ in range(4)])
    bits = seeded(7)
    print("index below 10, seed 7:", [index(bits, 10) for _ in range(10)])
    bits = seeded(7)
    print("index below 3·2^61, seed 7:", [index(bits, 3 << 61) for _ in range(4)])
    print("permutation of 8, seed 7:", permutation(seeded(7), 8))
