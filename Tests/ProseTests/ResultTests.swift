import Formats
import Foundation
import ReadAlong
import Testing

/// A table of results is typed by hand: each number in it stands where it is computed.
@Suite struct ResultTests {
  /// Where the numbers of a row are computed: the chapter and how the row begins, the outputs of its page (or the file)
  /// and how their lines begin.
  static let places: [String: [(output: String, line: String)]] = [
    "1 one weight after a step": [("one-weight", "1 ")],
    "1 and in the end": [("one-weight", "500 ")],
    "1 Anscombe I, best line": [("newton", "Newton ")],
    "1 Anscombe I, deck S's rule": [("line-descent", "3,078 ")],
    "1 Newton against gradient descent": [("newton", "Newton "), ("newton", "gradient descent ")],
    "2 setosa against the rest": [("setosa-training", "3,711 ")],
    "2 versicolor against virginica": [
      ("virginica", "rule, seed 1 "), ("virginica", "least J "), ("petals", "J "),
    ],
    "2 can we afford": [("budgets", "probability ")],
    "2 Newton against gradient descent": [
      ("newton-compared", "J within "), ("newton-compared", "Newton "),
      ("newton-compared", "gradient, standardized, α = 1.3 "),
    ],
    "3 two neurons on": [("layer-outputs", "(1, 2) ")],
    "3 three inputs": [("layer-outputs", "(1, 2, 3) ")],
    "3 (4, 2, 3) and (3, 1, 1)": [
      ("by-hand", "problem 2              (4, 2, 3) "), ("by-hand", "problem 2              (3, 1, 1) "),
    ],
    "3 six training examples": [("rule-outcome", "no mistake in epoch 2")],
    "3 softmax of (30, 0)": [("softmax", "softmax(30, 0) ")],
    "4 F: ": [
      ("followed-forward", "L "), ("followed-backward", "∂L/∂w₅ "), ("followed-update", "w5 "),
      ("followed-update", "w6 "), ("followed-update", "w7 "), ("followed-update", "w8 "),
    ],
    "4 B: loss": [
      ("by-hand", "loss "), ("by-hand", "dW′, row of h₁ "), ("by-hand", "dW′, row of h₂ "),
      ("by-hand", "db′ "),
    ],
    "4 I: first neuron": [
      ("attendance", "z of the first neuron "), ("attendance", "loss of 0.45 where 1 is right "),
    ],
    "4 B: problem 3 with one layer": [("one-and-two-layers", "one layer ")],
    "4 S: MNIST 784–50–10": [("deck-recipe-right", "1,000 held-out digits ")],
    "5 four losses": [
      ("four-losses", "(4.0, 2.0, 1.9) "), ("four-losses", "(5.0, 2.0, 1.9) "),
      ("four-losses", "(6.0, 2.0, 1.9) "),
      ("four-losses", "(10.0, 2.0, 1.9) "),
    ],
    "5 slopes at": [("score-slopes", "1 "), ("score-slopes", "2 "), ("score-slopes", "3 ")],
    "5 linear classifier on the spiral": [("linear-other-points", "1 "), ("linear-other-points", "4 ")],
    "5 one hundred sigmoids": [("radius", "5 "), ("radius", "1 ")],
    "5 the hidden layer without": [("without-sigmoid", "100, linear ")],
    "5 layers, sizes": [("layers-and-sizes", "none "), ("layers-and-sizes", "1 × 100 ")],
    "6 one dimension": [("line", "(−1, 2, −1) ")],
    "6 two kernels": [
      ("nine-places", "1 0 1 "), ("nine-places", "0 1 0 "), ("second-kernel", "0  1  0 "),
      ("second-kernel", "1 −4  1 "),
    ],
    "6 two maps": [("two-maps", "1 0 "), ("two-maps", "0 1 "), ("full-size", "1 0 ")],
    "6 pooling": [("pooled", "max "), ("pooled", "mean "), ("pooled", "2 3 2 1 ")],
    "6 parameters, 1998": ["C1", "S2", "C3", "S4", "C5", "F6"].map { ("layers", $0 + " ") },
    "7 01001, 10011": ["0 1 0 0 1", "1 0 0 1 1", "1 1 1 1 1", "0 0 0 0 0"].map { ("decks-bits", $0 + " ") },
    "7 vanishing gradient": [("slopes-by-distance", "steps back ")],
    "8 skip-gram, words a second": [("Tests/Peers/README.md", "| word2vec, skipgram ")],
    "8 with two threads": [("Tests/Peers/README.md", "| word2vec, skipgram ")],
    "8 CBOW, words a second": [("Tests/Peers/README.md", "| word2vec, cbow ")],
  ]

  @Test(arguments: try Prose.paths().filter { $0.hasPrefix("Chapters/0") })
  func `Every result beside the decks' is in its line of an output, in the long results or among the speeds`(
    path: String
  ) throws {
    let page = try Prose(path)
    let longer = try readText(root.appendingPathComponent(".ci/results").path)
    let chapter = path.dropFirst("Chapters/0".count).prefix(1)
    var places = Self.places.filter { $0.key.hasPrefix("\(chapter) ") }
    var isResults = false
    for block in page.blocks {
      if case .heading(2, let title) = block.content { isResults = title.plain.hasPrefix("Results") }
      guard isResults, case .table(_, _, let rows) = block.content else { continue }
      for cells in rows.map({ $0.map(\.plain) }) {
        // .ci/results has the row, or compares it by its name
        if longer.contains("\"| \(cells.map { $0.isEmpty ? "" : $0 + " " }.joined(separator: "| "))|\"")
          || longer.contains("\"\(cells[0])\"")
        {
          continue
        }
        // "the same" are the deck's; a size such as 8 × 8 is none of the results
        let told = cells.last == "the same" ? cells[1] : cells.last ?? ""
        let results = numbers(told.replacing(/[0-9]+ × [0-9]+/, with: ""))
        guard let key = places.keys.first(where: { "\(chapter) \(cells[0])".hasPrefix($0) }) else {
          #expect(results.isEmpty, "\(block.place): \(cells[0]): nothing computes this")
          continue
        }
        let computed = try (places.removeValue(forKey: key) ?? []).flatMap { output, line in
          let lines =
            output.contains("/")
            ? try readText(root.appendingPathComponent(output).path).split(separator: "\n").map(String.init)
            : page.fences.first { $0.info == "output \(output)" }?.lines ?? []
          let found = lines.filter { $0.drop { $0 == " " }.hasPrefix(line) }
          #expect(!found.isEmpty, "\(block.place): \(cells[0]): no line \"\(line)\" in \(output)")
          return found.flatMap(numbers)
        }
        for number in results {
          #expect(computed.contains(number), "\(block.place): \(cells[0]): nothing computes \(number)")
        }
      }
    }
    #expect(places.isEmpty, "no such row on \(path)")
  }

  @Test func `Numbers are read as pages write them`() {
    #expect(
      numbers("1 440 000, 5.4 times, .298 and 3,078: 1e-3 w₁ x2, −7 or (-.5; 2–3) by ^2")
        == [1_440_000, 5.4, 0.298, 3078, 0.001, -7, -0.5, 2, 3])
  }

  /// The numbers of a text with their signs, thousands parted by commas or blanks or not at all.
  private func numbers(_ text: String) -> [Double] {
    text.replacing(/([0-9]),(?=[0-9]{3}(?![0-9]))/) { $0.output.1 }
      .replacing(/([0-9]) (?=[0-9]{3}(?![0-9.]))/) { $0.output.1 }
      .matches(of: /(?:^|[^A-Za-z0-9_.^])([-−]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e-?[0-9]+)?)/).compactMap {
        Double($0.output.1.replacing("−", with: "-"))
      }
  }
}
