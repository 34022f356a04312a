// What the live part of chapter 2 computes, as one number.

func live(_ sum: inout Checksum) {
  func addGiven() { sum.add([Float](UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))) }
  var generator = SeededGenerator(seed: 1)
  let flowers = (0..<40).flatMap { i -> [Float] in
    let (x, y) = (generator.normal(), generator.normal())
    return [x, y, x * x + y > 0.5 ? 1 : 0]
  }
  splitFlowers(flowers, 40, 15, 2)
  addGiven()
  for (count, degree, l1, l2) in [(25, 1, 0, 1e-6), (20, 3, 0, 0.01), (25, 8, 0, 0.001), (25, 4, 0.03, 0)]
    as [(Int, Int, Float, Float)]
  {
    _ = fit(count, degree, l1, l2)
    if l1 > 0 { for _ in 0..<3 { _ = descendCurve(100) } }
    measure()
    addGiven()
    parameters()
    addGiven()
    look(-2, 2, -2, 2, 9)
    addGiven()
    for shift in [0, 32] as [UInt64] {
      sum.add(Float(bitPattern: UInt32(truncatingIfNeeded: weightsChecksum() >> shift)))
    }
  }
  takePoints(flowers, 30, 3)
  _ = fit(30, 2, 0, 0.01)
  measure()
  addGiven()
}
