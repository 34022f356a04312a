// What the live parts of chapter 4 compute, as one number.

func live(_ sum: inout Checksum) {
  func addGiven() { sum.add([Float](UnsafeBufferPointer(start: givenNumbers(), count: givenCount()))) }
  for set in 0..<6 {
    if set < 5 {
      choosePoints(set, 20, 0.1)
      addGiven()
    } else {
      takePoints([0, 0, 0, 1, 2, 1, 3, 1, 0, 0.5, -1, 1], 4)
    }
    for rule in 0..<6 {
      let hidden = [5, 3]
      let batch = rule == 5 ? 0 : 7
      beginCourse(hidden, 2, rule, set == 2, rule == 1, rule % 3, rule, 0.05, batch, 0.001, 0.001, 1)
      for steps in [1, 1, 30] {
        _ = learn(steps)
        measure()
        addGiven()
      }
      parameters()
      addGiven()
      sum.add(Float(weightsChecksum() % 1000))
    }
    look(-3, 3, -3, 3, 9, false)
    addGiven()
  }
  takeNetwork([0.15, 0.2, 0.25, 0.3, 0.4, 0.45, 0.5, 0.55, 0.35, 0.6, 0.05, 0.1, 0.01, 0.99])
  for steps in [0, 1, 100] {
    followSteps(steps, 0.5)
    everyNumber(0.5)
    addGiven()
    sum.add(Float(followedChecksum() % 1000))
  }
  for mistake in 0..<4 {
    gradientToCheck(mistake, 1)
    addGiven()
    sum.add(Float(checkedChecksum() % 1000))
  }
}
