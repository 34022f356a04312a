import Figures
import Formats
import Matrices
import ReadAlong
import Word2Vec

let stepsCommand = Command(
  "steps",
  summary: "Tells what section 8.8 does of its pictures and its steps, by vectors that are learned anew.",
  options: [
    Option("seed", value: "N", default: "1", help: "decides all random numbers of the training"),
    Option("vectors", value: "FILE", help: "vectors of train --save or of another word2vec instead"),
  ]
) { arguments in
  try arguments.expectEither(("vectors", "seed"))
  let file = arguments.optionalString("vectors")
  let vectors =
    try file.map { try WordVectors(file: $0) } ?? Library.train(seed: arguments.seed("seed")).vectors
  for (word, other) in Examples.capitals + Examples.tenses + Examples.kin {
    for word in [word, other] where vectors[word] == nil { throw unknown(word, in: vectors) }
  }
  let page = Page()
  page.table(shareHeader, shareRows(vectors))
  page.table(stepHeader, stepRows(vectors))
}

/// The pairs that are drawn on the plane of their first two components.
let drawn = [
  ("country-capital", ["country", "capital"], Array(Examples.capitals.prefix(8))),
  ("verb-tense", ["present", "past"], Array(Examples.tenses.prefix(6))),
]

let shareHeader = [
  "share of the variance", "words", "first component", "second", "both", "as many other words: both",
]

/// How much of the variance of the words of a picture lies along its axes.
func shareRows(_ vectors: WordVectors) -> [[String]] {
  func shares(_ X: Matrix) -> [Float] {
    let components = PrincipalComponents(of: X)
    let (places, Z) = (components.project(X), X - components.means)
    func squares(_ numbers: [Float]) -> Float { numbers.reduce(0) { $0 + $1 * $1 } }
    return [0, 1].map { 100 * squares(Array(places.column($0))) / squares(Z.values) }
  }
  var generator = SeededGenerator(seed: 1)
  return drawn.map { _, sides, pairs in
    let own = shares(vectors.rows(pairs))
    // Words of every kind, from among the thousand most frequent
    let others = (0..<20).map { _ in
      let words = (0..<2 * pairs.count).map { _ in
        vectors.words[generator.index(below: min(1000, vectors.words.count))]
      }
      return shares(Matrix(words.compactMap { vectors[$0] })).reduce(0, +)
    }
    return [sides.joined(separator: ", "), "\(2 * pairs.count)"]
      + (own + [own[0] + own[1], others.reduce(0, +) / Float(others.count)]).map { fixed($0, 0) + " %" }
  }
}

let stepHeader = [
  "pairs", "number", "cosine of the steps", "steps along the others", "shuffled: cosine", "shuffled: along",
]

func stepRows(_ vectors: WordVectors) -> [[String]] {
  [
    ("country, capital", Examples.capitals), ("present, past", Examples.tenses),
    ("male, female", Examples.kin),
  ]
  .map { name, pairs in
    let partners = pairs.indices.map { (pairs[$0].0, pairs[($0 + 1) % pairs.count].1) }
    let (own, shuffled) = (PairSteps(of: vectors.rows(pairs)), PairSteps(of: vectors.rows(partners)))
    return [
      name, String(pairs.count), fixed(own.meanCosine, 3), "\(own.alongOthers) of \(pairs.count)",
      fixed(shuffled.meanCosine, 3), "\(shuffled.alongOthers) of \(pairs.count)",
    ]
  }
}

extension WordVectors {
  /// The vectors of some pairs, one below the other.
  func rows(_ pairs: [(Word, Word)]) -> Matrix {
    Matrix(pairs.flatMap { [$0.0, $0.1] }.compactMap { self[$0] })
  }
}
