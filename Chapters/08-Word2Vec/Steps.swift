import Figures
import Formats
import Matrices
import ReadAlong
import Word2Vec

let stepsCommand = Command(
  "steps",
  summary: "Tells what sections 8.7 and 8.8 do of lists of pairs, by vectors that are learned anew.",
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
  let right = Examples.analogies.count { vectors.analogy($0, $1, $2, count: 1)?.first?.word == $3 }
  page.line("right of the fifteen  \(right)")
  page.table(kindHeader, kindRows(vectors))
  page.table(
    ["capital", "right of 11"],
    Examples.capitals.map { [$1.description, "\(rightQuestions(for: $1, vectors))"] })
  page.table(shareHeader, shareRows(vectors))
  page.table(stepHeader, stepRows(vectors))
}

let kindHeader = ["question", "asked", "right by b − a + c", "by b + c", "by c alone"]

/// How many questions of each kind are answered right, by the whole sum and by parts of it.
func kindRows(_ vectors: WordVectors) -> [[String]] {
  Examples.tests.map { name, pairs in
    let questions = allQuestions(pairs)
    let ways: [(Float, Float, Float)] = [(-1, 1, 1), (0, 1, 1), (0, 0, 1)]
    return [name, String(vectors.score(questions).asked)]
      + ways.map { String(vectors.score(questions, parts: $0).right) }
  }
}

/// How many questions are answered right whose answer is this capital: from each of the other countries to its own.
func rightQuestions(for capital: Word, _ vectors: WordVectors) -> Int {
  vectors.score(allQuestions(Examples.capitals).filter { $0.3 == capital }).right
}

/// Every ordered pair of pairs: a : b = c : d.
private func allQuestions(_ pairs: [(Word, Word)]) -> [AnalogyQuestion] {
  pairs.indices.flatMap { i in
    pairs.indices.filter { $0 != i }.map {
      (pairs[i].0, pairs[i].1, pairs[$0].0, pairs[$0].1)
    }
  }
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
  "pairs", "partners", "steps along the others", "cosine", "product", "squared length", "product ÷ square",
]

/// What the steps of the pairs have in common, and those from the first word of a pair to the second of another.
func stepRows(_ vectors: WordVectors) -> [[String]] {
  [
    ("country, capital", Examples.capitals), ("present, past", Examples.tenses),
    ("male, female", Examples.kin),
  ]
  .flatMap { name, pairs in
    let steps = pairs.indices.flatMap { i in
      pairs.indices.map { Step(from: i, to: $0, difference(vectors, pairs[i].0, pairs[$0].1)) }
    }
    let (right, wrong) = (steps.filter { $0.first == $0.second }, steps.filter { $0.first != $0.second })
    return [("right", right), ("wrong", wrong)].map { partners, steps in
      let along = steps.count { step in
        right.reduce(0) { $1.sharesPair(with: step) ? $0 : $0 + dot($1.vector, step.vector) } > 0
      }
      let apart = steps.indices.flatMap { i in
        steps[..<i].filter { !$0.sharesPair(with: steps[i]) }.map { ($0.vector, steps[i].vector) }
      }
      let product = mean(apart.map(dot))
      let square = mean(steps.map { dot($0.vector, $0.vector) })
      return [name, partners, "\(along) of \(steps.count)"]
        + [mean(apart.map(cosine)), product, square, product / square].map { fixed($0, 3) }
    }
  }
}

/// The way from the first word of a pair to the second of the same or of another.
private struct Step {
  let first: Int
  let second: Int
  let vector: [Float]

  init(from first: Int, to second: Int, _ vector: [Float]) {
    (self.first, self.second, self.vector) = (first, second, vector)
  }

  func sharesPair(with other: Step) -> Bool {
    first == other.first || first == other.second || second == other.first || second == other.second
  }
}

private func mean(_ numbers: [Float]) -> Float { numbers.reduce(0, +) / Float(numbers.count) }

private func dot(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }

private func difference(_ vectors: WordVectors, _ a: Word, _ b: Word) -> [Float] {
  zip(vectors[b] ?? [], vectors[a] ?? []).map { $0 - $1 }
}

extension WordVectors {
  /// The vectors of some pairs, one below the other.
  func rows(_ pairs: [(Word, Word)]) -> Matrix {
    Matrix(pairs.flatMap { [$0.0, $0.1] }.compactMap { self[$0] })
  }
}
