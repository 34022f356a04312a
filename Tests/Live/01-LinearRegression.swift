// What the live parts of chapter 1 compute, as one number.

func live(_ sum: inout Checksum) {
  func addGiven() { sum.add([Float](UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))) }
  firstGuess()
  addGiven()
  let points: [Float] = [10, 8.04, 8, 6.95, 13, 7.58, 9, 8.81, 11, 8.33, 14, 9.96, 6, 7.24]
  for isStandardized in [false, true] {
    takePoints(points, points.count / 2, isStandardized)
    addGiven()
    standAt(0.05, -1)
    ground(-1, 6, -0.1, 1.1, 5, 7)
    addGiven()
    for steps in [1, 30] {
      _ = walk(steps, 0.01)
      addGiven()
      sum.add(lookAround())
      addGiven()
      sum.add(Float(weightsChecksum() % 1000))
    }
    sum.add(height(3, 0.5))
  }
  _ = walk(1000, 5)
  addGiven()
}
