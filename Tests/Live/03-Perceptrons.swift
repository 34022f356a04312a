// What the live parts of chapter 3 compute, as one number.

func live(_ sum: inout Checksum) {
  func addGiven() { sum.add([Float](UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))) }
  problemOne(60, 6)
  addGiven()
  let points = [Float](UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))
  for (count, isShuffled, size) in [(60, true, 1), (60, false, 0.5), (12, true, 1)] as [(Int, Bool, Float)] {
    beginRule(points, count, isShuffled, 1, size, count == 12)
    for (examples, corrections) in [(1, 1), (1_000, 1), (100_000, 100_000)] {
      showExamples(examples, corrections, 100)
      addGiven()
      standing()
      addGiven()
    }
    sum.add(Float(ruleChecksum() % 1000))
  }
  for units in [64, 100] {
    buildMachine(units == 64 ? 0 : 2, 1, 350, units, 10, units == 64 ? 10 : 0, units == 64 ? 2 : 4, 1)
    while showPictures() {}
    machineStanding()
    addGiven()
    drawShape(3, 5)
    let cells = [Float](UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))
    for label in 0..<2 {
      _ = teach(cells, label)
      askMachine(cells)
      addGiven()
    }
    wires(5)
    addGiven()
    response()
    addGiven()
    sum.add(Float(machineChecksum() % 1000))
  }
}
