import Figures
import Formats
import ReadAlong
import Matrices
import Word2Vec

let speed = Section("8.9", "Where the speed comes from") { page in
  page.text(
    """
    A step on one word reads its context words' vectors and those of the word and its negative samples, takes \
    their dot products, and adds to all of them. A hundred numbers are seven vectors of sixteen lanes. The score \
    of each output goes into a lane of its own, so one sigmoid serves them all; x and the sum of its corrections \
    stay in registers; each output vector is corrected in the same pass that reads it. And the negative samples \
    are drawn once for a word, not anew for each of its contexts: their vectors, which lie anywhere in memory, are \
    fetched once. On the first quarter million bytes of the texts:
    """)
  let bytes = try readBytes(dataFile("text/\(Library.files[1]).txt.gz")).prefix(250_000)
  let corpus = Corpus(bytes, blockSize: 1 << 16)
  let vocabulary = try Lanes.vocabulary(of: corpus)
  let few = Corpus(bytes.prefix(20_000))
  let fewWords = try Lanes.vocabulary(of: few).textLength
  var rows: [[String]] = []
  for architecture in [Architecture.skipGram, .cbow] {
    let settings = TrainingSettings(architecture: architecture, epochs: 1)
    var model = EmbeddingModel(vocabulary, dimensions: 100, seed: 1)
    var seconds = secondsSinceStart()
    try train(&model, few, vocabulary, settings)
    let plain = Double(fewWords) / seconds()
    seconds = secondsSinceStart()
    try Lanes.train(&model, corpus, vocabulary, settings)
    let rate = Double(vocabulary.textLength) / seconds()
    rows.append(
      [architecture.rawValue, grouped(Int(plain)), grouped(Int(rate)), "\(fixed(rate / plain, 0)) times"])
  }
  page.table(["words a second", "plain loops", "sixteen lanes", ""], rows, measured: true)
}
