// What the C library would give: memory, and a few functions that Embedded Swift calls by name.
//
// Memory comes from the page (`grow` is WebAssembly.Memory.grow). A block has a power of two bytes; freed blocks of a
// size are chained.

@_extern(wasm, module: "env", name: "grow") @_extern(c)
func grow(_ pages: Int32) -> Int32

nonisolated(unsafe) private var top: UInt = 0
nonisolated(unsafe) private var end: UInt = 0
nonisolated(unsafe) private var lists:
  (
    UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt,
    UInt, UInt,
    UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt, UInt
  ) = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

private func list(_ size: Int) -> UnsafeMutablePointer<UInt> {
  withUnsafeMutableBytes(of: &lists) { $0.baseAddress!.assumingMemoryBound(to: UInt.self) + size }
}

@_cdecl("posix_memalign")
public func posixMemalign(
  _ result: UnsafeMutablePointer<UnsafeMutableRawPointer?>, _ alignment: UInt, _ bytes: UInt
) -> Int32 {
  let alignment = max(alignment, 16)
  let needed = bytes + alignment + 16
  let size = UInt.bitWidth - (needed - 1).leadingZeroBitCount
  var block = list(size).pointee
  if block != 0 {
    list(size).pointee = UnsafePointer<UInt>(bitPattern: block)!.pointee
  } else {
    let length = UInt(1) << UInt(size)
    if end - top < length {
      let pages = max((length + 0xFFFF) >> 16, 64)
      let first = grow(Int32(truncatingIfNeeded: pages))
      if first < 0 { return 12 }
      let start = UInt(UInt32(bitPattern: first)) << 16
      if start != end { top = start }
      end = start + pages << 16
    }
    block = top
    top += length
  }
  let place = (block + 16 + alignment - 1) & ~(alignment - 1)
  let header = UnsafeMutablePointer<UInt>(bitPattern: place)!
  header[-1] = UInt(size)
  header[-2] = block
  result.pointee = UnsafeMutableRawPointer(bitPattern: place)
  return 0
}

@_cdecl("__wrap_free")
public func free(_ pointer: UnsafeMutableRawPointer?) {
  guard let header = pointer?.assumingMemoryBound(to: UInt.self) else { return }
  let (size, block) = (Int(header[-1]), header[-2])
  UnsafeMutablePointer<UInt>(bitPattern: block)!.pointee = list(size).pointee
  list(size).pointee = block
}

@_cdecl("memcmp")
public func memcmp(_ a: UnsafePointer<UInt8>, _ b: UnsafePointer<UInt8>, _ count: UInt) -> Int32 {
  for i in 0..<Int(count) where a[i] != b[i] { return Int32(a[i]) - Int32(b[i]) }
  return 0
}

/// The seed of hash tables: always the same, as runs shall be.
@_cdecl("arc4random_buf")
public func arc4randomBuf(_ start: UnsafeMutablePointer<UInt8>, _ count: UInt) {
  for i in 0..<Int(count) { start[i] = UInt8(truncatingIfNeeded: i) }
}

@_extern(wasm, module: "env", name: "put") @_extern(c)
func put(_ byte: Int32)

@_cdecl("putchar")
public func putchar(_ byte: Int32) -> Int32 {
  put(byte)
  return byte
}

@_cdecl("abort")
public func abort() -> Never { fatalError() }

@_cdecl("roundf")
public func roundf(_ x: Float) -> Float {
  let whole = x.rounded(.towardZero)
  return (x - whole).magnitude < 0.5 ? whole : whole + Float(signOf: x, magnitudeOf: 1)
}

@_cdecl("round")
public func round(_ x: Double) -> Double {
  let whole = x.rounded(.towardZero)
  return (x - whole).magnitude < 0.5 ? whole : whole + Double(signOf: x, magnitudeOf: 1)
}

/// a·b + c, rounded once (Boldo and Melquiond 2008), for results that neither overflow nor are subnormal.
@_cdecl("fma")
public func fma(_ a: Double, _ b: Double, _ c: Double) -> Double {
  func split(_ x: Double) -> (Double, Double) {
    let t = x * 0x8000001p0
    let high = t - (t - x)
    return (high, x - high)
  }
  func sum(_ x: Double, _ y: Double) -> (Double, Double) {
    let s = x + y
    let part = s - x
    return (s, (x - (s - part)) + (y - part))
  }
  let p = a * b
  let ((a1, a2), (b1, b2)) = (split(a), split(b))
  let rest = a2 * b2 - (((p - a1 * b1) - a2 * b1) - a1 * b2)
  let (t, tail) = sum(c, rest)
  let (v, low) = sum(p, t)
  let (s, error) = sum(tail, low)
  let bits = s.bitPattern
  let odd =
    error != 0 && bits & 1 == 0 ? Double(bitPattern: (error > 0) == (s > 0) ? bits &+ 1 : bits &- 1) : s
  return v + odd
}

/// a·b + c, rounded once: the product is exact in Double; the sum is rounded to odd there, then once to Float.
@_cdecl("fmaf")
public func fmaf(_ a: Float, _ b: Float, _ c: Float) -> Float {
  let (p, c) = (Double(a) * Double(b), Double(c))
  let sum = p + c
  // Knuth's two-sum: what the sum lacks
  let part = sum - p
  let error = (p - (sum - part)) + (c - part)
  let bits = sum.bitPattern
  if error != 0 && bits & 1 == 0 && sum.isFinite {
    return Float(Double(bitPattern: (error > 0) == (sum > 0) ? bits &+ 1 : bits &- 1))
  }
  return Float(sum)
}
