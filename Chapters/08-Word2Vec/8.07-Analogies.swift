import Figures
import Formats
import ReadAlong
import Word2Vec

let analogies = Section("8.7", "France − Paris + Rome", deck: "Deep Learning From Scratch: Analogies") {
  page in
  page.text(
    """
    If "capital of" is a direction, then France − Paris + Rome should lead to Italy. The slide has two forms: the \
    word in the direction of b − a + c, and the word most like b and c and least like a.
    """)
  page.formula("d = argmax (b − a + c)ᵀx / ‖b − a + c‖          d ~ argmax bᵀx − aᵀx + cᵀx")
  let vectors = try Library.trained().vectors
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
  page.table(["b − a + c", "found", "cosine", "expected"], rows)
  page.line("right                \(right) of \(rows.count)")
  page.line("both forms agree on  \(agreeing) of \(rows.count)")
  page.text(
    """
    The two forms agree, since all vectors have length 1 here: the second is the first times ‖b − a + c‖, the \
    same for every x. On vectors as they come out of training they need not. a, b and c themselves are never an \
    answer; else b or c would often win.

    What can a text of this size carry? Every pair of each kind against every other:
    """)
  let tests = Examples.tests
  page.table(
    ["question", "right", "asked"],
    tests.map { name, pairs in
      let score = vectors.score(allQuestions(pairs))
      return [name, String(score.right), String(score.asked)]
    })
  page.text(
    """
    Nationalities and family are in it; capitals mostly are not, since many are mentioned a few dozen times and \
    stand beside other cities as often as beside their country.
    """)
}

/// Every ordered pair of pairs: a : b = c : d.
private func allQuestions(_ pairs: [(Word, Word)]) -> [AnalogyQuestion] {
  pairs.indices.flatMap { i in
    pairs.indices.filter { $0 != i }.map {
      AnalogyQuestion(pairs[i].0, pairs[i].1, pairs[$0].0, pairs[$0].1)
    }
  }
}
