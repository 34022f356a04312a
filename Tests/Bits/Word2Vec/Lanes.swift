/// One thread only: several train without locks, and not to the same bits.
func lanes(_ hash: inout Checksum, threads: Int) {
  let corpus = text()
  let vocabulary = Lanes.vocabulary(of: corpus, minimumCount: 2)
  do throws(Divergence) {
    for settings in allSettings {
      var generator = SeededGenerator(seed: 1)
      var model = EmbeddingModel(words: vocabulary.count, dimensions: 20, using: &generator)
      try Lanes.train(&model, corpus, vocabulary, settings)
      hash.add(model.input.values + model.output.values)
      let tree = HuffmanTree(counts: vocabulary.counts)
      hash.add(loss(model, Prediction(given: [0, 1], word: 5), tree))
      if let nearest = WordVectors(vocabulary.words, model.input).neighbors(of: vocabulary.words[0], count: 5)
      {
        hash.add(nearest.map { $0.cosine })
      }
    }
  } catch { hash.add(.nan) }
}
