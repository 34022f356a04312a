import Figures
import Formats
import Matrices
import Perceptrons
import ReadAlong

let documents = Section("3.9") { page in
  let two = try Definitions(["sports", "politics"])
  let classifier = try page.output("definitions") { out in
    for topic in 0..<2 {
      guard let place = two.training.y.firstIndex(of: topic) else { continue }
      out.line("\(two.topics[topic]): \(two.training.texts[place])")
    }
    let classifier = try TextClassifier(two.training.texts, two.training.y, classes: 2)
    out.line(
      "\(two.training.texts.count) texts to learn from, \(grouped(classifier.vocabulary.words.count)) different "
        + "words")
    out.line("\(classifier.outcome)")
    return classifier
  }
  try page.output("splits") { out in
    out.table(["right, of 100 texts", "mean", "worst", "best"], try splits())
  }
  let telling = tellingWords(classifier, count: 10)
  try page.output("telling-words") { out in
    out.table(
      ["for sports", "", "for politics", ""],
      (0..<10).map { i in telling.flatMap { [$0[i].word, fixed($0[i].weight, 1)] } })
  }
  try page.figure(
    "telling-words",
    FigureGrid(
      "", columns: 2,
      figures: zip(telling, two.topics).map { words, name in
        var figure = Figure("for \(name)", y: "weight")
        figure.bars(words.map(\.word), words.map(\.weight), horizontal: true)
        return figure
      }))
  try page.output("small-words") { out in
    let table = try Table(file: dataFile("definitions.csv"))
    let (topics, y) = try table.labels("topic")
    let texts = try table.strings("definition").map(splitIntoWords)
    out.table(
      ["word"] + topics,
      ["on", "with", "ball", "political"].map { word in
        [word]
          + topics.indices.map { k in
            "\(zip(texts, y).map { words, label in label == k ? words.count { $0 == word } : 0 }.reduce(0, +))"
          }
      })
  }
  try fourTopics(page)
}

/// Mean, lowest and highest accuracy on what is set aside, over twenty random splits.
private func splits() throws -> [[String]] {
  var (last, average): ([Float], [Float]) = ([], [])
  for seed in 2...21 {
    let definitions = try Definitions(["sports", "politics"], seed: UInt64(seed))
    let classifier = try TextClassifier(definitions.training.texts, definitions.training.y, classes: 2)
    let testX = classifier.vocabulary.counts(definitions.test.texts)
    last.append(classifier.last.accuracy(testX, definitions.test.y))
    average.append(classifier.average.accuracy(testX, definitions.test.y))
  }
  return [("last weights", last), ("average", average)].map { name, shares in
    [name, percent(shares.reduce(0, +) / 20), percent(shares.min() ?? 0), percent(shares.max() ?? 0)]
  }
}

/// For each of two classes the words that speak most for it, and by how much.
private func tellingWords(_ classifier: TextClassifier, count: Int) -> [[(word: String, weight: Float)]] {
  let W = classifier.average.weights
  let words = classifier.vocabulary.words
  return [(0, 1), (1, 0)].map { own, other in
    let gains = words.indices.map { (words[$0], W[$0, own] - W[$0, other]) }
    return Array(gains.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(count))
  }
}

private func fourTopics(_ page: Page) throws {
  func taught(seed: UInt64) throws -> (Definitions, TextClassifier) {
    let four = try Definitions(seed: seed)
    return (four, try TextClassifier(four.training.texts, four.training.y, classes: 4))
  }
  let (four, classifier) = try taught(seed: 1)
  let answers = classifier.average.classify(classifier.vocabulary.counts(four.test.texts))
  let wrong = answers.indices.filter { answers[$0] != four.test.y[$0] }
  try page.output("four-topics") { out in
    out.line("\(classifier.outcome)")
    var confusion = Matrix(rows: 4, columns: 4)
    for (answer, topic) in zip(answers, four.test.y) { confusion[topic, answer] += 1 }
    out.table(
      ["topic"] + four.topics.map { "as \($0)" },
      (0..<4).map { k in [four.topics[k]] + confusion[row: k].map { $0 == 0 ? "" : fixed($0, 0) } })
    out.line(
      "\(answers.count - wrong.count) of \(answers.count) right, "
        + percent(1 - Float(wrong.count) / Float(answers.count)))
    let others = try (2...6).map { seed in
      let (four, classifier) = try taught(seed: UInt64(seed))
      return percent(classifier.average.accuracy(classifier.vocabulary.counts(four.test.texts), four.test.y))
    }
    out.line("five other choices of the 200: " + others.joined(separator: "  "))
  }
  try page.output("mistaken") { out in
    for i in wrong.prefix(3) {
      out.line("\(four.topics[four.test.y[i]]), taken for \(four.topics[answers[i]]): \(four.test.texts[i])")
    }
  }
  let sizes = [25, 50, 100, 200, 400, 600]
  let accuracies = try sizes.map { count in
    try (1...20).map { seed in
      let four = try Definitions(seed: UInt64(seed))
      let few = try TextClassifier(
        Array(four.training.texts.prefix(count)), Array(four.training.y.prefix(count)), classes: 4)
      return few.average.accuracy(few.vocabulary.counts(four.test.texts), four.test.y)
    }
  }
  let means = accuracies.map { $0.reduce(0, +) / 20 }
  try page.output("more-texts-splits") { out in
    out.table(
      ["definitions", "right, mean of twenty splits", "worst", "best"],
      sizes.indices.map { i in
        [
          String(sizes[i]), percent(means[i]), percent(accuracies[i].min() ?? 0),
          percent(accuracies[i].max() ?? 0),
        ]
      })
  }
  var figure = Figure("", x: "definitions learned from", y: "right, of 200 new ones")
  figure.path(sizes.map { Float($0) }, means)
  try page.figure("more-texts", figure)
}
