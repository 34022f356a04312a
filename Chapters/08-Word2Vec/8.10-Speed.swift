import Formats
import ReadAlong
import Word2Vec

let speed = Section("8.10") { page in
  try page.output("speed") { out in
    let bytes = try readBytes(dataFile("text/\(Library.files[1]).txt.gz")).prefix(250_000)
    let corpus = Corpus(bytes, blockSize: 1 << 16)
    let vocabulary = Lanes.vocabulary(of: corpus)
    let few = Corpus(bytes.prefix(20_000))
    let fewWords = Lanes.vocabulary(of: few).textLength
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
    out.table(["words a second", "plain loops", "sixteen lanes", ""], rows)
  }
}
