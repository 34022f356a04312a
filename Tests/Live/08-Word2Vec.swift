// What the live parts of chapter 8 compute, as one number.

func live(_ sum: inout Checksum) {
  func addGiven() { sum.add([Float](UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))) }
  let text =
    Array("the king rules the land\nthe queen rules the land\n".utf8)
    + Array("an old cat eats fish\nan old dog eats fish\n".utf8)
  for minimumCount in 1...2 {
    sum.add(Float(takeText(text, text.count, minimumCount)))
    addGiven()
    for isSampled in [false, true] {
      beginWays(isSampled, 6 + 14 * minimumCount, 2, 5, isSampled ? 0.1 : 0, isSampled ? 0.05 : 2, 30, 1)
      addGiven()
      for steps in [1, 1, 28] {
        _ = learnWays(steps)
        measureWays()
        addGiven()
      }
      for way in 0..<2 {
        nearestOfWay(way, [0, 2], 2, 3)
        addGiven()
        planeOfWay(way, [0, 1, 2, 3, 4], 5)
        addGiven()
        vectorsOfWay(way)
        addGiven()
        sum.add(Float(checksumOfWay(way) % 1000))
      }
    }
  }
  let file =
    Array("6 3\na\nb\nc\nd\ne\nf\n".utf8) + (0..<18).map { UInt8(truncatingIfNeeded: 37 &* $0 &+ 11) }
  sum.add(takeVectors(file, file.count) ? 1 : 0)
  sum.add(takeVectors(file, file.count - 1) ? 1 : 0)
  addGiven()
  sum.add(Float(vectorsChecksum() % 1000))
  nearest(0, 3)
  addGiven()
  completed(0, 1, 2, 2)
  addGiven()
  onPlane([0, 1, 2, 3], 4)
  addGiven()
  for isAlongMean in [false, true] {
    stepsOfPairs([0, 1, 2, 3, 4, 5], 3, isAlongMean)
    addGiven()
  }
}
