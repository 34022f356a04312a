import Figures
import Formats
import ReadAlong
import Matrices
import Perceptrons

let documents = Section(
  "3.9", "Sports or politics", deck: "Deep Learning Basics: Text Classification, Training a Neural Network"
) { page in
  let two = try Definitions(["sports", "politics"])
  page.text(
    """
    Now with a real language. \(two.training.texts.count + two.test.texts.count) definitions from a dictionary, \
    half of them of words from sports, half from politics, such as:
    """)
  for topic in 0..<2 {
    guard let place = two.training.y.firstIndex(of: topic) else { continue }
    page.line("  \(two.topics[topic]): \(two.training.texts[place])")
  }
  let classifier = try TextClassifier(two.training.texts, two.training.y, classes: 2)
  let testX = classifier.vocabulary.counts(two.test.texts)
  page.text(
    """
    A quarter is set aside. The other \(two.training.texts.count) hold \
    \(grouped(classifier.vocabulary.words.count)) different words; each word is an input, each topic an output.
    """)
  page.formula("\(classifier.outcome)")
  page.text(
    """
    With more words than texts the examples are easily separable, and the rule is soon done. The question is the \
    texts it has not seen. Of the \(two.test.y.count) set aside the last weights judge \
    \(percent(classifier.last.accuracy(testX, two.test.y))) rightly, and the average of all weights \
    \(percent(classifier.average.accuracy(testX, two.test.y))). A hundred texts are few, so the same with twenty \
    other choices of what is set aside:
    """)
  try manySplits(page)
  page.text(
    """
    The words that count most, with how much more each speaks for its topic than for the other:
    """)
  let telling = tellingWords(classifier, count: 10)
  page.table(
    ["for sports", "", "for politics", ""],
    (0..<10).map { i in
      telling.flatMap { [$0[i].word, fixed($0[i].weight, 1)] }
    })
  try page.show(
    figure(telling, names: two.topics.map { "for \($0)" }), as: "telling-words")
  try fourTopics(page)
}

/// Mean, lowest and highest accuracy on what is set aside, over twenty random splits.
private func manySplits(_ page: Page) throws {
  var (last, average): ([Float], [Float]) = ([], [])
  for seed in 2...21 {
    let definitions = try Definitions(["sports", "politics"], seed: UInt64(seed))
    let classifier = try TextClassifier(definitions.training.texts, definitions.training.y, classes: 2)
    let testX = classifier.vocabulary.counts(definitions.test.texts)
    last.append(classifier.last.accuracy(testX, definitions.test.y))
    average.append(classifier.average.accuracy(testX, definitions.test.y))
  }
  page.table(
    ["right, of 100 texts", "mean", "worst", "best"],
    [("last weights", last), ("average", average)].map { name, shares in
      [name, percent(shares.reduce(0, +) / 20), percent(shares.min() ?? 0), percent(shares.max() ?? 0)]
    })
}

private typealias Telling = [(word: String, weight: Float)]

/// For each of two classes the words that speak most for it, and by how much.
private func tellingWords(_ classifier: TextClassifier, count: Int) -> [Telling] {
  let W = classifier.average.weights
  let words = classifier.vocabulary.words
  return [(0, 1), (1, 0)].map { own, other in
    let gains = words.indices.map { (words[$0], W[$0, own] - W[$0, other]) }
    return Array(gains.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(count))
  }
}

private func figure(_ telling: [Telling], names: [String]) -> FigureGrid {
  FigureGrid(
    "Words that tell", columns: 2,
    figures: zip(telling, names).map { words, name in
      var figure = Figure(name, y: "weight")
      figure.bars(words.map(\.word), words.map(\.weight), horizontal: true)
      return figure
    })
}

private func fourTopics(_ page: Page) throws {
  let four = try Definitions()
  page.text(
    """
    Four topics need four outputs and nothing else: after a mistake the right one gains the text's counts, and the \
    one that won wrongly loses them. Music and cooking join, 200 definitions each:
    """)
  let classifier = try TextClassifier(four.training.texts, four.training.y, classes: 4)
  page.formula("\(classifier.outcome)")
  let testX = classifier.vocabulary.counts(four.test.texts)
  let answers = classifier.average.classify(testX)
  var confusion = Matrix(rows: 4, columns: 4)
  for (answer, topic) in zip(answers, four.test.y) { confusion[topic, answer] += 1 }
  page.table(
    ["topic"] + four.topics.map { "as \($0)" },
    (0..<4).map { k in [four.topics[k]] + confusion[row: k].map { fixed($0, 0) } })
  let wrong = answers.indices.filter { answers[$0] != four.test.y[$0] }
  page.text(
    """
    Of \(answers.count) new definitions \(answers.count - wrong.count) find their topic, \
    \(percent(1 - Float(wrong.count) / Float(answers.count))). Three that do not:
    """)
  for i in wrong.prefix(3) {
    page.line("  \(four.topics[four.test.y[i]]), taken for \(four.topics[answers[i]]): \(four.test.texts[i])")
  }
  var figure = Figure("More examples, more right", x: "definitions learned from", y: "right, of 200 new ones")
  let sizes = [25, 50, 100, 200, 400, 600]
  let accuracies = try sizes.map { count in
    let few = try TextClassifier(
      Array(four.training.texts.prefix(count)), Array(four.training.y.prefix(count)), classes: 4)
    return few.average.accuracy(few.vocabulary.counts(four.test.texts), four.test.y)
  }
  figure.path(sizes.map { Float($0) }, accuracies)
  try page.show(figure, as: "more-texts")
}
