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
    sum.add(Float(slopesByDistance(cell, 1, Float(cell + 1), 20 + cell, 30, 1) % 1000))
    addGiven()
    counterParameters()
    addGiven()
    sum.add(Float(counterChecksum() % 1000))
  }
  let text = Array("In the beginning was the word, and the word was with the reader, and it was short. ".utf8)
  let twice = text + text
  takeText(twice, twice.count, 16, [], 0)
  addGiven()
  for cell in 0..<3 {
    _ = beginModel(cell, 24, 1 + cell % 2, 2)
    for _ in 0..<2 {
      _ = learnToWrite(3, 7, 17, 16, 0.01, 0.1, 5, 1)
      addGiven()
    }
    measurePart(0, 50_000)
    addGiven()
    measurePart(1, 50_000)
    addGiven()
    writeText(text, 7, 40, 0.7, 5)
    addGiven()
    modelParameters()
    addGiven()
    sum.add(Float(modelChecksum() % 1000))
  }
  // A model with an alphabet of its own, first without a text
  for text in [[], twice] {
    takeText(text, text.count, 16, Array((32...122)), 91)
    addGiven()
    let size = 4 * (24 * 91 + 24 * 24 + 24 + 24) + 91 * 24 + 91
    sum.add(Float(takeModel((0..<size).map { Float($0 % 17 - 8) / 32 }, 24)))
    writeText(twice, 7, 40, 0.7, 5)
    addGiven()
    sum.add(learnToWrite(3, 7, 17, 16, 0.01, 0.1, 5, 1) ? 1 : 0)
    addGiven()
    sum.add(Float(modelChecksum() % 1000))
  }
}
