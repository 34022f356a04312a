import Formats
import ReadAlong
import Word2Vec

let analogies = Section("8.7") { page in
  let vectors = try Library.trained().vectors
  try page.output("analogies") { out in
    var rows: [[String]] = []
    var (right, agreeing) = (0, 0)
    for (a, b, c, expected) in Examples.analogies {
      guard let first = vectors.analogy(a, b, c, count: 3),
        let second = vectors.shiftedAnalogy(a, b, c, count: 3)
      else { throw UserError("the texts in Data lack one of \(a), \(b), \(c)") }
      if first[0].word == expected { right += 1 }
      if first.map(\.word) == second.map(\.word) { agreeing += 1 }
      rows.append([
        "\(b) − \(a) + \(c)", joined(first), fixed(first[0].cosine, 3),
        first[0].word == expected ? "" : expected.description,
      ])
    }
    out.table(["b − a + c", "found", "cosine", "expected"], rows)
    out.line("right                \(right) of \(rows.count)")
    out.line("both forms agree on  \(agreeing) of \(rows.count)")
  }
  try page.output("analogy-kinds") { out in
    out.table(
      ["question", "right", "asked"],
      Examples.tests.map { name, pairs in
        let score = vectors.score(allQuestions(pairs))
        return [name, String(score.right), String(score.asked)]
      })
  }
}

/// Every ordered pair of pairs: a : b = c : d.
private func allQuestions(_ pairs: [(Word, Word)]) -> [AnalogyQuestion] {
  pairs.indices.flatMap { i in
    pairs.indices.filter { $0 != i }.map {
      (pairs[i].0, pairs[i].1, pairs[$0].0, pairs[$0].1)
    }
  }
}
