import Figures
import Matrices
import ReadAlong
import Word2Vec

let negatives = Section("8.3") { page in
  let text = ToyText()
  let words = text.vocabulary.words.map(\.description)
  let counts = cooccurrences(text.predictions(.skipGram), words: words.count)
  let target = shiftedMutualInformation(counts, negatives: 2)
  try page.output("mutual-information-pairs") { out in
    func number(_ word: String) -> Int { words.firstIndex(of: word) ?? 0 }
    let times = Matrix(counts.transposed).columnSums()  // how often each word has a neighbor
    let shares = times / counts.sum()
    let rows = [("king", "rules"), ("king", "wears"), ("house", "the"), ("king", "queen")].map { a, b in
      let (w, c) = (number(a), number(b))
      let met = counts[w, c]
      return [
        "\(a), \(b)", fixed(met, 0), fixed(times[0, w] * shares[0, c], 2),
        met == 0 ? "−∞" : fixed(log(met / (times[0, w] * shares[0, c])), 3),
      ]
    }
    out.table(["pair", "#(w,c)", "#(w) P(c)", "PMI"], rows)
  }
  var figure = Figure("Products approach mutual information", x: "PMI − log 2", y: "x · y")
  try page.output("mutual-information") { out in
    let meeting = counts.values.indices.filter { counts.values[$0] > 0 }
    let apart = counts.values.indices.filter { counts.values[$0] == 0 }
    var rows: [[String]] = []
    for dimensions in [2, 6, 22] {
      var generator = SeededGenerator(seed: 2)
      var model = EmbeddingModel(words: words.count, dimensions: dimensions, using: &generator)
      for _ in 0..<20_000 {
        update(&model, expectedGradient(model, counts, negatives: 2), learningRate: 20)
      }
      let scores = model.input.times(model.output.transposed).values
      let worst = meeting.map { abs(scores[$0] - target.values[$0]) }.max() ?? 0
      let highest = apart.map { scores[$0] }.max() ?? 0
      rows.append([
        String(dimensions), fixed(expectedLoss(model, counts, negatives: 2), 4), fixed(worst, 3),
        fixed(highest, 2),
      ])
      figure.points(
        meeting.map { target.values[$0] }, meeting.map { scores[$0] }, name: "\(dimensions) dimensions")
    }
    out.table(["dimensions", "loss", "largest error", "highest x · y of pairs that never meet"], rows)
  }
  figure.rule(slope: 1, intercept: 0, name: "equal")
  try page.figure("mutual-information", figure)
}
