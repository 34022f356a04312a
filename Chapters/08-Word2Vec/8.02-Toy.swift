import Figures
import Matrices
import ReadAlong
import Word2Vec

let toy = Section("8.2") { page in
  try page.figure("skip-gram", Diagrams.skipGram)
  try page.figure("cbow", Diagrams.cbow)
  let text = try ToyText()
  let (pairs, bags) = (text.predictions(.skipGram), text.predictions(.cbow))
  try page.output("toy-predictions") { out in
    out.table(
      ["what", "number"],
      [
        ("words in the twelve sentences", text.words), ("different words", text.vocabulary.count),
        ("predictions of skip-gram", pairs.count), ("predictions of CBOW", bags.count),
      ].map {
        [$0.0, String($0.1)]
      })
  }
  var generator = SeededGenerator(seed: 1)
  let start = EmbeddingModel(words: text.vocabulary.count, dimensions: 6, using: &generator)
  var (skipGram, cbow) = (start, start)
  var losses: [(skipGram: Float, cbow: Float)] = []
  try page.output("toy-losses") { out in
    for step in 0...1000 {
      losses.append((loss(skipGram, pairs), loss(cbow, bags)))
      if step == 1000 { break }
      update(&skipGram, backward(skipGram, pairs), learningRate: 2)
      update(&cbow, backward(cbow, bags), learningRate: 2)
    }
    let rows = [0, 1, 10, 100, 300, 1000].map { step in
      [String(step), fixed(losses[step].skipGram, 4), fixed(losses[step].cbow, 4)]
    }
    out.table(
      ["steps", "J of skip-gram", "J of CBOW"],
      rows + [["least possible", fixed(leastLoss(pairs), 4), fixed(leastLoss(bags), 4)]])
  }
  var figure = Figure("The full softmax on twelve sentences", x: "step", y: "J")
  let steps = (0...300).map { Float($0) }
  figure.line(steps, losses.prefix(301).map(\.skipGram), name: "skip-gram")
  figure.line(steps, losses.prefix(301).map(\.cbow), name: "CBOW")
  figure.rule(y: log(Float(text.vocabulary.count)), name: "log 22, above")
  figure.rule(y: leastLoss(pairs), name: "least of skip-gram, below")
  try page.figure("toy-loss", figure)
  try page.output("toy-neighbors") { out in
    let vectors = WordVectors(text.vocabulary.words, skipGram.input)
    let others = onAllCores(3) { n in
      var model = EmbeddingModel(text.vocabulary, dimensions: 6, seed: UInt64(n + 2))
      for _ in 0..<1000 { update(&model, backward(model, pairs), learningRate: 2) }
      return WordVectors(text.vocabulary.words, model.input)
    }
    out.table(
      ["word", "nearest", "cosine", "then", "cosine", "nearest, seeds 2, 3 and 4"],
      (["king", "red", "cat", "old"] as [Word]).compactMap { word -> [String]? in
        let other = others.compactMap { $0.neighbors(of: word, count: 1)?[0].word.description }
        return vectors.neighbors(of: word, count: 2).map { found in
          [word.description] + found.flatMap { [$0.word.description, fixed($0.cosine, 3)] }
            + [other.joined(separator: " ")]
        }
      })
  }
}

/// The least that J can be, whatever the vectors: the mean entropy of the word where the same words are given.
private func leastLoss(_ predictions: [Prediction]) -> Float {
  var counts: [[Int]: [Int: Float]] = [:]
  for prediction in predictions {
    counts[prediction.given.sorted(), default: [:]][prediction.word, default: 0] += 1
  }
  let terms = counts.values.flatMap { words -> [Float] in
    let all = words.values.reduce(0, +)
    return words.values.map { -$0 * log($0 / all) }
  }
  return terms.sorted().reduce(0, +) / Float(predictions.count)
}
