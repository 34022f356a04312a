// Both ways of prediction on a text of random words, everything on.

/// Words of a and b, by a rule of chance that makes some frequent.
func text() -> Corpus {
  var generator = SeededGenerator(seed: 7)
  var bytes: [UInt8] = []
  for place in 0..<3000 {
    for _ in 0...generator.index(below: 1 + generator.index(below: 6)) {
      bytes.append(UInt8(0x61 + generator.index(below: 2)))
    }
    bytes.append(place % 12 == 11 ? 0x0A : 0x20)
  }
  return Corpus(bytes, blockSize: 4000)
}

let allSettings = Architecture.allCases.map {
  TrainingSettings(architecture: $0, window: 3, sample: 0.01, learningRate: 0.1, epochs: 2, seed: 3)
}

func plain(_ hash: inout Checksum) {
  let corpus = text()
  let vocabulary = Vocabulary(of: corpus, minimumCount: 2)
  do throws(Divergence) {
    for settings in allSettings {
      var generator = SeededGenerator(seed: 1)
      var model = EmbeddingModel(words: vocabulary.count, dimensions: 20, using: &generator)
      try train(&model, corpus, vocabulary, settings)
      hash.add(model.input.values + model.output.values)
      let pairs = predictions([0, 1, 2, 3, 1], window: 2, settings.architecture)
      hash.add([loss(model, pairs)] + backward(model, pairs).input.values)
    }
  } catch { hash.add(.nan) }
}
