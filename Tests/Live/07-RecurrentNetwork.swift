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
  let text = Array("In the beginning was the word, and the word was with the reader, and it was short. ".utf8)
  let twice = text + text
  takeText(twice, twice.count, 16)
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
}
