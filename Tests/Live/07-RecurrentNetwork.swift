// What the live parts of chapter 7 compute, as one number.

func live(_ sum: inout Checksum) {
  func addGiven() { sum.add([Float](UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))) }
  for cell in 0..<4 {
    beginCounter(cell, 8, 1)
    for _ in 0..<2 { _ = learnToCount(10, 20, 1) }
    countAll()
    addGiven()
    readBits([0, 1, 1, 0, 1], 5)
    addGiven()
    slopesByDistance(cell, 1, Float(cell + 1), 20 + cell, 30, 1)
    addGiven()
  }
}
