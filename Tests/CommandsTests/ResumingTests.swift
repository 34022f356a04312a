import Foundation
import Support
import Testing

/// A training that is resumed is the one that was saved: what would make another of it is refused.
@Suite struct ResumingTests {
  /// A training of each chapter; what is only said in the beginning; the option that names its file.
  private static let trainings: [(line: String, beginning: String, counted: String, saved: String)] = [
    ("\(linear) --batch 5 --l1 0.1", "", "epochs", "save"),
    ("\(logistic) --l2 0.1 --test 0.3", "", "epochs", "save"),
    (perceptron, "", "epochs", "save"),
    ("\(layers) --validation 10 --l1 0.1", "--hidden 4", "epochs", "save"),
    (softmax, "--hidden 3", "epochs", "save"), (lenet, "--batch 20", "epochs", "save"),
    ("\(recurrent) --clip 1", "", "steps", "save"), ("\(word2vec) --window 3", "", "epochs", "checkpoint"),
  ]

  /// So many epochs or steps of a training of four; where the rate falls, over all four.
  private static func first(_ part: Int, of number: Int) -> String {
    let (_, beginning, counted, saved) = trainings[number]
    let count = saved == "checkpoint" || counted == "steps" ? "4 --until \(part)" : "\(part)"
    return "\(beginning) --\(counted) \(count) --\(saved) m"
  }

  @Test(arguments: [
    (0, ["--learning-rate 0.2", "--batch 4", "--l1 0.2", "--l2 0.1", "--seed 2"]),
    (1, ["--learning-rate 0.2", "--l1 0.2", "--l2 0.2", "--test 0.2", "--seed 2"]),
    (2, ["--test 0.2", "--seed 2", "--keep pocket"]),
    (
      3,
      [
        "--learning-rate 0.2", "--decay 0.9", "--interval 2", "--batch 10", "--no-shuffle", "--balanced",
        "--l1 0.2",
        "--l2 0.1", "--validation 11", "--seed 2", "--rule adam", "--activation tanh",
      ]
    ),
    (4, ["--learning-rate 0.2", "--batch 4", "--l2 0.1", "--seed 2", "--scale 2", "--held-out 0.3"]),
    (5, ["--learning-rate 0.2", "--batch 4", "--validation 5", "--seed 2", "--decay 0.9", "--distort"]),
    (
      6,
      [
        "--learning-rate 0.2", "--last-rate 0.5", "--clip 2", "--batch 3", "--sequence 7", "--no-shuffle",
        "--seed 2",
        "--cell gru", "--hidden 5", "--rule sgd",
      ]
    ),
    (
      7,
      [
        "--mode cbow", "--window 4", "--negatives 3", "--sample 0.01", "--phrases", "--learning-rate 0.02",
        "--seed 2", "--hidden 5", "--min-count 9",
      ]
    ),
  ])
  func `Another setting is refused, and the saved training stays`(number: Int, others: [String]) throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeImages()
    try shop.writeCorpus()
    let (line, _, counted, saved) = ResumingTests.trainings[number]
    try shop.succeeds("\(line) \(ResumingTests.first(2, of: number)); cp m before")
    for other in others {
      let option = other.prefix { $0 != " " }
      // The option stands in the line already or not.
      let words = line.replacing(try Regex("\(option)( [^-][^ ]*|$)"), with: "") + " " + other
      let outcome = try shop.run("\(words) --\(counted) 4 --resume m --\(saved) m")
      // Phrases are told before.
      let count = other == "--phrases" ? 2 : 1
      #expect(
        [1, 2].contains(outcome.status) && outcome.sentences.count == count, "\(words): \(outcome.error)")
      try shop.expectSame("m", "before")
    }
    try shop.succeeds("\(line) --\(counted) 4 --resume m --\(saved) m")
  }

  @Test(arguments: 0..<8)
  func `Other data are refused, and the saved training stays`(number: Int) throws {
    let shop = try Workshop()
    try shop.writeNumbers()
    try shop.writeImages()
    try shop.writeCorpus()
    let (line, _, counted, saved) = ResumingTests.trainings[number]
    try shop.succeeds("\(line) \(ResumingTests.first(2, of: number)); cp m before")
    // As many rows, images, characters and words, of which one is another
    try shop.run("sed -i '3s/^1,/2,/' numbers.csv; sed -i '3s/quick brown/quick quick/' corpus.txt")
    var images = try bytes(shop.path("images/train-images-idx3-ubyte"))
    images[images.count - 9] ^= 0xFF
    try write(images, shop.path("images/train-images-idx3-ubyte"))
    let outcome = try shop.run("\(line) --\(counted) 4 --resume m --\(saved) m")
    #expect(outcome.status == 1 && outcome.sentences.count == 1, "\(line): \(outcome.error)")
    try shop.expectSame("m", "before")
  }

  @Test(arguments: [6, 7])
  func `A training that stops on its way goes on to the bits of one that did not`(number: Int) throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    let (words, _, counted, saved) = ResumingTests.trainings[number], line = "\(words) --\(counted) 4"
    try shop.succeeds("\(line) --\(saved) whole; \(line) --until 2 --\(saved) part; cp part before")
    try shop.refuses("\(line) --until 2 --resume part --\(saved) part", "--until asks for 2")
    // The rate falls over all there are: with more, each step has another.
    for (count, option) in [("\(counted) 8", counted), ("epochs 3", "epochs")] {
      try shop.refuses(
        "\(words) --\(count) --resume part --\(saved) part",
        "option --\(option): the learning rate of part falls over 4 \(counted), found ", status: 2)
    }
    try shop.expectSame("part", "before")
    try shop.succeeds("\(line) --resume part --\(saved) part")
    try shop.expectSame("part", "whole")
  }

  @Test func `The same words in another order are another text`() throws {
    let shop = try Workshop()
    try shop.writeCorpus()
    try shop.succeeds("\(word2vec) --epochs 4 --until 2 --checkpoint m; cp m before")
    try shop.run("sed -i '3s/quick brown/brown quick/' corpus.txt")
    try shop.refuses("\(word2vec) --epochs 4 --resume m --checkpoint m", "m was trained on other data")
    try shop.expectSame("m", "before")
    // Packed or not is the same
    try shop.writeCorpus()
    try shop.succeeds("gzip -k corpus.txt; \(word2vec) --epochs 4 --resume m --checkpoint a")
    try shop.succeeds("\(word2vec.replacing(".txt", with: ".txt.gz")) --epochs 4 --resume m --checkpoint b")
    try shop.expectSame("a", "b")
  }
}
