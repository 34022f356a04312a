import Figures
import Formats
import Matrices
import ReadAlong
import Word2Vec

let negatives = Section("8.3") { page in
  let words: [Word] = [
    "north", "south", "east", "west", "river", "sea", "king", "queen", "emperor", "war",
  ]
  let counts = try page.output("mutual-information-pairs") { out in
    let text = try readBytes(dataFile("text/\(Library.files[1]).txt.gz"))
    let counts = cooccurrences(meetings(of: words, in: text, window: 10), words: words.count)
    let sums = counts.columnSums()  // of the rows as well: a pair is counted from either side
    let expected = sums.transposed.times(sums) / counts.sum()
    let pairs: [(Word, Word)] = [
      ("north", "south"), ("river", "sea"), ("king", "queen"), ("north", "war"), ("river", "king"),
    ]
    let rows = pairs.compactMap { a, b -> [String]? in
      guard let w = words.firstIndex(of: a), let c = words.firstIndex(of: b) else { return nil }
      let ratio = counts[w, c] / expected[w, c]
      return [
        "\(a), \(b)", fixed(counts[w, c], 0), fixed(expected[w, c], 1),
        ratio == 0 ? "−∞" : fixed(log(ratio), 2),
      ]
    }
    out.table(["pair", "n(w,c)", "n(w) P(c)", "PMI"], rows)
    return counts
  }
  let target = shiftedMutualInformation(counts, negatives: 2)
  let meeting = counts.values.indices.filter { counts.values[$0] > 0 }
  var figure = Figure("Products approach mutual information", x: "PMI − log 2", y: "x · y")
  let weights = (counts + expectedNoise(counts, negatives: 2)).values
  var worstPairs: [[String]] = []
  try page.output("mutual-information") { out in
    var rows: [[String]] = []
    for dimensions in [1, 2, 10] {
      let models = (2...5 as ClosedRange<UInt64>).map { seed in
        var generator = SeededGenerator(seed: seed)
        var model = EmbeddingModel(words: words.count, dimensions: dimensions, using: &generator)
        for _ in 0..<10_000 {
          update(&model, expectedGradient(model, counts, negatives: 2), learningRate: 5)
        }
        return model
      }
      let losses = models.map { fixed(expectedLoss($0, counts, negatives: 2), 4) }
      let products = models.map { $0.input.times($0.output.transposed).values }
      let worst = products.map { scores in
        fixed(meeting.map { abs(scores[$0] - target.values[$0]) }.max() ?? 0, 2)
      }
      rows.append([
        String(dimensions), losses.joined(separator: "  "), worst.joined(separator: "  "),
      ])
      let scores = products[0]
      let byError = meeting.sorted {
        abs(scores[$0] - target.values[$0]) > abs(scores[$1] - target.values[$1])
      }
      worstPairs += byError.prefix(dimensions < 10 ? 2 : 0).map { pair in
        [
          String(dimensions), "\(words[pair / words.count]), \(words[pair % words.count])",
          fixed(counts.values[pair], 0), fixed(weights[pair], 0), fixed(target.values[pair], 2),
          fixed(scores[pair], 2),
        ]
      }
      figure.points(
        meeting.map { target.values[$0] }, meeting.map { scores[$0] },
        name: "\(dimensions) dimension\(dimensions == 1 ? "" : "s")")
    }
    out.table(["dimensions", "loss, from four starts", "largest error"], rows)
  }
  figure.rule(slope: 1, intercept: 0, name: "equal")
  try page.figure("mutual-information", figure)
  try page.output("worst-pairs") { out in
    out.table(["dimensions", "pair", "n(w,c)", "weight", "PMI − log 2", "x · y"], worstPairs)
    let mean = weights.reduce(0, +) / Float(weights.count)
    out.line()
    let middle = weights.sorted()[weights.count / 2]
    out.line("weights of all pairs: \(fixed(mean, 0)) on average, half of them below \(fixed(middle, 0))")
  }
}

/// The pairs of some words that stand at most so many places apart in a text, each from either side.
private func meetings(of words: [Word], in text: [UInt8], window: Int) -> [Prediction] {
  var found: [(place: Int, word: Int)] = []
  for (place, bytes) in text.split(separator: 0x20).enumerated() {
    if let word = words.firstIndex(where: { $0.bytes.elementsEqual(bytes) }) { found.append((place, word)) }
  }
  return found.indices.flatMap { i in
    found[(i + 1)...].prefix { $0.place - found[i].place <= window }.flatMap {
      [Prediction(given: [found[i].word], word: $0.word), Prediction(given: [$0.word], word: found[i].word)]
    }
  }
}
